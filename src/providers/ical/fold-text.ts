const MARKS = /\p{Mark}+/gu;

/** A text as it is compared: small letters, no accents, any dash a hyphen, single spaces. */
export function foldText(text: string): string {
  return text
    .normalize('NFD')
    .replace(MARKS, '')
    .toLowerCase()
    .replace(/[‐-―−]/g, '-')
    .replace(/\s+/g, ' ')
    .trim();
}
