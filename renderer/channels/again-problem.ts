/**
 * What is wrong with a new passphrase that was typed a second time. While somebody types, only a certain slip is said;
 * once they are through (`isDone`) a second that is too short is one as well.
 */
export function againProblem(first: string, second: string, isDone: boolean): string | null {
  const isRight = isDone ? first === second : first.startsWith(second);
  return isRight ? null : 'This is not the same passphrase as the first.';
}
