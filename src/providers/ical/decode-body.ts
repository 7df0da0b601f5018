/** From the bytes of an answer to text, with every line still on its own line number. */

export interface DecodedBody {
  readonly text: string;
  /** True where bytes had to be guessed or replaced. */
  readonly isRepaired: boolean;
}

const CR = 13;
const LF = 10;
const SPACE = 32;
const TAB = 9;

const isContinuation = (byte: number | undefined): boolean => byte !== undefined && (byte & 0xc0) === 0x80;

/** How many bytes the UTF-8 character has that starts with this byte; 0 where none starts with it. */
function lengthOfCharacter(lead: number): number {
  if (lead >= 0xc2 && lead < 0xe0) return 2;
  if (lead >= 0xe0 && lead < 0xf0) return 3;
  return lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
}

/** Length of a fold (line end and one blank) at `at`, 0 where there is none. */
function foldAt(bytes: Uint8Array, at: number): number {
  let next = at;
  if (bytes[next] === CR) next += 1;
  if (bytes[next] === LF) next += 1;
  if (next === at) return 0;
  return bytes[next] === SPACE || bytes[next] === TAB ? next + 1 - at : 0;
}

/** Moves folds that stand inside a character behind it: some writers count bytes only. Lines keep their numbers. */
function moveFolds(bytes: Uint8Array): Uint8Array {
  const moved = new Uint8Array(bytes.length);
  let to = 0;
  for (let at = 0; at < bytes.length;) {
    const wanted = lengthOfCharacter(bytes[at] as number);
    moved[to++] = bytes[at++] as number;
    let missing = wanted - 1;
    const folds: number[] = [];
    while (missing > 0) {
      const fold = foldAt(bytes, at);
      if (!isContinuation(bytes[at + fold])) break;
      for (let index = 0; index < fold; index++) folds.push(bytes[at + index] as number);
      moved[to++] = bytes[at + fold] as number;
      at += fold + 1;
      missing -= 1;
    }
    for (const byte of folds) moved[to++] = byte;
  }
  return moved;
}

function decodeAs(encoding: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function decodeBytes(bytes: Uint8Array): DecodedBody {
  if (bytes[0] === 0xff && bytes[1] === 0xfe)
    return { text: new TextDecoder('utf-16le').decode(bytes), isRepaired: false };
  const text = decodeAs('utf-8', bytes);
  if (text !== undefined) return { text, isRepaired: false };
  const moved = moveFolds(bytes);
  const unfolded = decodeAs('utf-8', moved);
  if (unfolded !== undefined) return { text: unfolded, isRepaired: false };
  const replaced = new TextDecoder('utf-8').decode(moved);
  // nothing but stray bytes: an old Western encoding reads better than replacement marks
  const hasUtf8 = /[\u0080-\uFFFC]/.test(replaced);
  const western = hasUtf8 ? undefined : decodeAs('windows-1252', bytes);
  return { text: western ?? replaced, isRepaired: true };
}

/** Text of a body, its byte order mark removed. Never throws: what is no UTF-8 is read as well as can be. */
export function decodeBody(body: Uint8Array | string): DecodedBody {
  const decoded = typeof body === 'string' ? { text: body, isRepaired: false } : decodeBytes(body);
  return decoded.text.charCodeAt(0) === 0xfeff ? { ...decoded, text: decoded.text.slice(1) } : decoded;
}
