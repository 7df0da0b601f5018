import { byteAt, joined, nameAt, u24Little, u32Little } from './picture-bytes.ts';
import type { CleanPicture } from './picture.ts';

/** A still picture, with its see-through parts. Moving ones are no evidence of a screen, and hold chunks within chunks. */
const KEPT = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH']);

interface Size {
  readonly width: number;
  readonly height: number;
}

function sizeOf(bytes: Uint8Array, name: string, at: number, length: number): Size | undefined {
  if (name === 'VP8X' && length === 10)
    return { width: u24Little(bytes, at + 4) + 1, height: u24Little(bytes, at + 7) + 1 };
  if (name === 'VP8L' && length >= 5 && byteAt(bytes, at) === 0x2f) {
    const bits = u32Little(bytes, at + 1);
    return { width: (bits % 16_384) + 1, height: (Math.floor(bits / 16_384) % 16_384) + 1 };
  }
  const isKeyFrame = u24Little(bytes, at + 3) === 0x2a019d;
  if (name !== 'VP8 ' || length < 10 || !isKeyFrame) return undefined;
  const side = (from: number): number => (byteAt(bytes, from) + byteAt(bytes, from + 1) * 256) % 16_384;
  return { width: side(at + 6), height: side(at + 8) };
}

const littleBytes = (value: number): Uint8Array =>
  new Uint8Array([value, value >>> 8, value >>> 16, value >>> 24]);

/** The header chunk, with only its word of see-through parts left: the others say what is no longer there. */
function plainHeader(chunk: Uint8Array): Uint8Array {
  const header = chunk.slice();
  header.set([byteAt(chunk, 8) & 0x10, 0, 0, 0], 8);
  return header;
}

/** A WebP without what does not draw. Undefined where it is none, moves, or is not whole. */
export function cleanWebp(bytes: Uint8Array): CleanPicture | undefined {
  if (nameAt(bytes, 0) !== 'RIFF' || nameAt(bytes, 8) !== 'WEBP') return undefined;
  const whole = 8 + u32Little(bytes, 4);
  if (whole > bytes.length || whole < 20) return undefined;
  const parts: Uint8Array[] = [];
  let size: Size | undefined;
  let pictures = 0;
  for (let at = 12; at + 8 <= whole;) {
    const [name, length] = [nameAt(bytes, at), u32Little(bytes, at + 4)];
    const end = at + 8 + length + (length % 2);
    if (at + 8 + length > whole || name === 'ANIM' || name === 'ANMF') return undefined;
    if (name === 'VP8X' && at !== 12) return undefined;
    if (KEPT.has(name)) {
      const chunk = bytes.subarray(at, at + 8 + length);
      const own = name === 'ALPH' ? size : sizeOf(bytes, name, at + 8, length);
      if (name !== 'ALPH' && !own) return undefined;
      size ??= own;
      if (name.startsWith('VP8') && name !== 'VP8X') pictures += 1;
      parts.push(name === 'VP8X' ? plainHeader(chunk) : chunk, new Uint8Array(length % 2));
    }
    at = end;
  }
  if (!size || pictures !== 1) return undefined;
  const body = joined(parts);
  const head = joined([bytes.subarray(0, 4), littleBytes(body.length + 4), bytes.subarray(8, 12)]);
  return { mediaType: 'image/webp', bytes: joined([head, body]), ...size };
}
