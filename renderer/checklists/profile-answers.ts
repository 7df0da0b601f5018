import type { ManualProfile } from '../../src/contract/manual-channels.ts';

export type ProfileAnswer = ManualProfile['answers'][number];

/** How a question is answered on the screen. What is not named is yes or no. */
const KINDS: Readonly<Record<string, 'property' | 'pages' | 'names' | 'date' | 'time'>> = {
  property: 'property',
  guestPages: 'pages',
  contractTypes: 'names',
  programmes: 'names',
  autoReplenishmentOffSince: 'date',
  usualUpdateTime: 'time',
};
export type AnswerKind = 'yes-no' | 'property' | 'pages' | 'names' | 'date' | 'time';
export const kindOf = ({ question }: Pick<ProfileAnswer, 'question'>): AnswerKind =>
  KINDS[question] ?? 'yes-no';

/** "Deluxe, Standard" as a list of names; what stands between commas and is empty is left out. */
export const namesIn = (text: string): string[] =>
  text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');

/** A list of names as it is typed. */
export const namesText = (value: unknown): string =>
  Array.isArray(value) ? value.map(String).join(', ') : '';

/** One part of an answer that is an object of texts. */
export function partOf(value: unknown, part: string): string {
  if (typeof value !== 'object' || value === null) return '';
  const found: unknown = Reflect.get(value, part);
  return typeof found === 'string' ? found : '';
}

/** An answer with one part of it replaced; an empty part is left out. */
export function withPart(value: unknown, part: string, text: string): Record<string, string> {
  const before = typeof value === 'object' && value !== null ? (value as Record<string, string>) : {};
  const { [part]: _gone, ...rest } = before;
  return text === '' ? rest : { ...rest, [part]: text };
}
