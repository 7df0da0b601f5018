import { byteAt, joined, nameAt, u16 } from './picture-bytes.ts';
import type { CleanPicture } from './picture.ts';

/** Start of frame, of every kind; 0xC4, 0xC8 and 0xCC between them are something else. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
const isRestart = (marker: number): boolean => marker >= 0xd0 && marker <= 0xd7;

/** JFIF's own header, and Adobe's, which says how the colours are to be read. Thumbnails in JFXX are left out. */
const isNeededApp = (bytes: Uint8Array, marker: number, at: number): boolean =>
  (marker === 0xe0 && nameAt(bytes, at + 4) === 'JFIF') ||
  (marker === 0xee && nameAt(bytes, at + 4, 5) === 'Adobe');

/** Tables, frames and scans; anything else is left out. */
const DRAWS = new Set([0xc4, 0xcc, 0xda, 0xdb, 0xdc, 0xdd]);

/** JFIF's header may hold a small picture of its own: cut to what comes before it. */
function keptSegment(bytes: Uint8Array, marker: number, at: number, end: number): Uint8Array {
  if (marker !== 0xe0 || end - at < 18) return bytes.subarray(at, end);
  const header = bytes.slice(at, at + 18);
  header.set([0, 16], 2);
  header.set([0, 0], 16);
  return header;
}

/** Behind a scan's header its data goes on until the next marker that is neither a stuffed byte nor a restart. */
function scanEnd(bytes: Uint8Array, from: number): number {
  for (let at = from; at + 1 < bytes.length; at += 1) {
    const next = byteAt(bytes, at + 1);
    if (byteAt(bytes, at) === 0xff && next !== 0 && next !== 0xff && !isRestart(next)) return at;
  }
  return bytes.length;
}

/** A JPEG without what does not draw; what follows its end is left out too. Undefined where it is none, or is not whole. */
export function cleanJpeg(bytes: Uint8Array): CleanPicture | undefined {
  if (u16(bytes, 0) !== 0xffd8) return undefined;
  const parts = [bytes.subarray(0, 2)];
  let [width, height, scans] = [0, 0, 0];
  for (let at = 2; at + 2 <= bytes.length;) {
    if (byteAt(bytes, at) !== 0xff) return undefined;
    const marker = byteAt(bytes, at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === 0xd9) {
      parts.push(bytes.subarray(at, at + 2));
      return scans > 0 && width > 0
        ? { mediaType: 'image/jpeg', bytes: joined(parts), width, height }
        : undefined;
    }
    const length = u16(bytes, at + 2);
    const end = at + 2 + length;
    if (length < 2 || end > bytes.length) return undefined;
    if (isFrame(marker)) {
      if (length < 8) return undefined;
      [height, width] = [u16(bytes, at + 5), u16(bytes, at + 7)];
    }
    const isScan = marker === 0xda;
    const next = isScan ? scanEnd(bytes, end) : end;
    if (isScan) scans += 1;
    if (isFrame(marker) || DRAWS.has(marker)) parts.push(bytes.subarray(at, next));
    else if (isNeededApp(bytes, marker, at)) parts.push(keptSegment(bytes, marker, at, end));
    at = next;
  }
  return undefined;
}
