import { byteAt, joined, nameAt, u32 } from './picture-bytes.ts';
import type { CleanPicture } from './picture.ts';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] as const;

/** All that is needed to draw it; every other chunk may hold words, times or places. */
const KEPT = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS']);

/** A PNG without what does not draw; what follows its end is left out too. Undefined where it is none, or is not whole. */
export function cleanPng(bytes: Uint8Array): CleanPicture | undefined {
  if (!SIGNATURE.every((value, at) => byteAt(bytes, at) === value)) return undefined;
  const parts = [bytes.subarray(0, 8)];
  let hasData = false;
  let [width, height] = [0, 0];
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = u32(bytes, at);
    const name = nameAt(bytes, at + 4);
    const end = at + 12 + length;
    if (end > bytes.length) return undefined;
    const isFirst = at === 8;
    if (isFirst !== (name === 'IHDR') || (isFirst && length !== 13)) return undefined;
    if (isFirst) [width, height] = [u32(bytes, at + 8), u32(bytes, at + 12)];
    // an unknown chunk with a capital first letter is needed to draw it, so it can not be left out
    const isCritical = (byteAt(bytes, at + 4) & 0x20) === 0;
    if (isCritical && !KEPT.has(name)) return undefined;
    hasData ||= name === 'IDAT';
    if (KEPT.has(name)) parts.push(bytes.subarray(at, end));
    if (name === 'IEND')
      return hasData && length === 0
        ? { mediaType: 'image/png', bytes: joined(parts), width, height }
        : undefined;
    at = end;
  }
  return undefined;
}
