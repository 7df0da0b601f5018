import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joined } from './picture-bytes.ts';
import { jpegOf, PNG_HEAD, pngChunk, pngOf, webpOf } from './picture-for-test.ts';
import { cleanPicture } from './picture.ts';

const KINDS = [
  ['image/png', pngOf],
  ['image/jpeg', jpegOf],
  ['image/webp', webpOf],
] as const;
const SECRET = 'Marlow-was-here-38.7N';
const holds = (bytes: Uint8Array, words: string): boolean => Buffer.from(bytes).includes(words);

describe.each(KINDS)('%s', (mediaType, make) => {
  it('is told by its bytes, and keeps its size', () => {
    expect(cleanPicture(make(1_280, 719))).toMatchObject({ mediaType, width: 1_280, height: 719 });
  });

  it('keeps nothing of who made it, where and with what, nor what hangs on behind', () => {
    const made = make(300, 200, SECRET);
    expect(holds(made, SECRET)).toBe(true);
    const clean = cleanPicture(made);
    expect(clean && holds(clean.bytes, SECRET)).toBe(false);
  });

  it('is the same when it is cleaned again', () => {
    const once = cleanPicture(make(300, 200, SECRET));
    expect(cleanPicture(once?.bytes ?? new Uint8Array())?.bytes).toEqual(once?.bytes);
  });

  it('is refused where it is cut off, wherever that is', () => {
    const clean = cleanPicture(make(30, 20))?.bytes ?? new Uint8Array();
    for (let length = 0; length < clean.length; length += 1)
      expect(cleanPicture(clean.subarray(0, length))).toBeUndefined();
  });

  it('is refused where it would fill a window’s memory', () => {
    expect(cleanPicture(make(16_383, 16_383))).toBeUndefined();
  });

  it('never throws, never hangs and never grows, whatever was done to its bytes', () => {
    const change = fc.record({ at: fc.nat(400), value: fc.nat(255) });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
        const bytes = make(40, 30, SECRET);
        for (const { at, value } of changes) if (at < bytes.length) bytes[at] = value;
        const clean = cleanPicture(bytes);
        if (!clean) return;
        expect(clean.bytes.length).toBeLessThanOrEqual(bytes.length);
        expect(cleanPicture(clean.bytes)?.bytes).toEqual(clean.bytes);
      }),
      { numRuns: 1_500 },
    );
  });
});

it('takes nothing else for a picture', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(cleanPicture(bytes)).toBeUndefined();
    }),
  );
  for (const words of ['GIF89a', '<svg xmlns="http://www.w3.org/2000/svg"/>', '%PDF-1.7', 'MZ'])
    expect(cleanPicture(new TextEncoder().encode(words))).toBeUndefined();
});

it('refuses a PNG with a chunk that draws and is not known', () => {
  const head = pngOf(3, 3).subarray(8, 33);
  const strange = joined([PNG_HEAD, head, pngChunk('DRAW', new Uint8Array(3)), pngOf(3, 3).subarray(33)]);
  expect(cleanPicture(strange)).toBeUndefined();
});
