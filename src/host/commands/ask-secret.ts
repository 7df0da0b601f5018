import { Refusal } from '../../domain/failure.ts';

const ENTER = new Set(['\r', '\n', '\u0004']);
const GIVE_UP = '\u0003';
const BACK = new Set(['\u007f', '\b']);

/** Asks for a line on the terminal and reads it without showing it. */
function readUnseen(input: NodeJS.ReadStream, asked: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let typed = '';
    const over = (): void => {
      input.off('data', hear);
      input.setRawMode(false);
      input.pause();
      process.stderr.write('\n');
    };
    const hear = (chunk: Buffer): void => {
      for (const sign of chunk.toString('utf8')) {
        if (sign === GIVE_UP) {
          over();
          reject(new Refusal('cancelled', 'Nothing was changed.'));
          return;
        }
        if (ENTER.has(sign)) {
          over();
          resolve(typed.trim());
          return;
        }
        typed = BACK.has(sign) ? typed.slice(0, -1) : typed + sign;
      }
    };
    // first unseen, then asked: nobody types before
    input.setRawMode(true);
    input.on('data', hear);
    input.resume();
    process.stderr.write(`${asked}: `);
  });
}

/** "inviteCode" is `BELLHOP_INVITE_CODE`. */
export const variableOf = (field: string): string =>
  `BELLHOP_${field.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;

/** What a variable holds; it is taken out, so that nothing that is started from here inherits it. */
function takeVariable(name: string): string {
  const value = process.env[name] ?? '';
  delete process.env[name];
  return value.trim();
}

/** A field of a sign-in form, as far as this needs to know it. */
interface AskedField {
  readonly name: string;
  readonly label: string;
}

/** What the environment carries for the fields of a sign-in form; empty where nothing is there. */
export function givenCredential(fields: readonly AskedField[]): Record<string, string> {
  const given: Record<string, string> = {};
  for (const { name } of fields) {
    const short = name.endsWith('Token') ? takeVariable('BELLHOP_TOKEN') : '';
    const value = takeVariable(variableOf(name)) || short;
    if (value !== '') given[name] = value;
  }
  return given;
}

/**
 * What somebody signs in with: from the environment (`BELLHOP_INVITE_CODE`, `BELLHOP_TOKEN` and the like), else typed on
 * the terminal without being shown. Never an argument, which every process on the computer can read.
 */
export async function askCredential(fields: readonly AskedField[]): Promise<Record<string, string>> {
  const given = givenCredential(fields);
  const [first] = fields;
  if (Object.keys(given).length > 0 || !first) return given;
  if (!process.stdin.isTTY)
    throw new Refusal(
      'invalid-input',
      `The credential is missing. Give it in ${fields.map(({ name }) => variableOf(name)).join(' or ')}, or run this in a terminal to type it.`,
    );
  return { [first.name]: await readUnseen(process.stdin, first.label) };
}
