import { joined } from './picture-bytes.ts';

/** Small pictures for tests, with things in them that must not be kept. */

const text = (words: string): Uint8Array => new TextEncoder().encode(words);
const big32 = (value: number): number[] =>
  [value >>> 24, value >>> 16, value >>> 8, value].map((one) => one & 255);
const little32 = (value: number): number[] => big32(value).reverse();

export const pngChunk = (name: string, body: Uint8Array): Uint8Array =>
  joined([new Uint8Array(big32(body.length)), text(name), body, new Uint8Array(4)]);

export const PNG_HEAD = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

export const pngOf = (width: number, height: number, secret = ''): Uint8Array =>
  joined([
    PNG_HEAD,
    pngChunk('IHDR', new Uint8Array([...big32(width), ...big32(height), 8, 6, 0, 0, 0])),
    pngChunk('tEXt', text(`Author ${secret}`)),
    pngChunk('eXIf', text(secret)),
    pngChunk('tRNS', new Uint8Array([0, 1])),
    pngChunk('IDAT', new Uint8Array([1, 2, 3])),
    pngChunk('IEND', new Uint8Array(0)),
    text(secret),
  ]);

const segment = (marker: number, body: Uint8Array): Uint8Array =>
  joined([new Uint8Array([0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 255]), body]);

export const jpegOf = (width: number, height: number, secret = ''): Uint8Array =>
  joined([
    new Uint8Array([0xff, 0xd8]),
    segment(0xe0, joined([text('JFIF\0'), new Uint8Array([1, 2, 0, 0, 1, 0, 1, 1, 1]), text(secret)])),
    segment(0xe1, text(`Exif\0\0${secret}`)),
    segment(0xed, text(`Photoshop ${secret}`)),
    segment(0xfe, text(secret)),
    segment(0xdb, new Uint8Array(65)),
    segment(0xc0, new Uint8Array([8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 17, 0])),
    segment(0xda, new Uint8Array([1, 1, 0, 0, 63, 0])),
    new Uint8Array([10, 0xff, 0x00, 11, 0xff, 0xd0, 12, 0xff, 0xd9]),
    text(secret),
  ]);

const webpChunk = (name: string, body: Uint8Array): Uint8Array =>
  joined([text(name), new Uint8Array(little32(body.length)), body, new Uint8Array(body.length % 2)]);

export function webpOf(width: number, height: number, secret = ''): Uint8Array {
  const side = (value: number): number[] => little32(value - 1).slice(0, 3);
  const size = [width & 255, width >> 8, height & 255, height >> 8];
  const body = joined([
    text('WEBP'),
    webpChunk('VP8X', new Uint8Array([0x3c, 0, 0, 0, ...side(width), ...side(height)])),
    webpChunk('ICCP', text(secret)),
    webpChunk('VP8 ', new Uint8Array([0, 0, 0, 0x9d, 0x01, 0x2a, ...size, 5])),
    webpChunk('EXIF', text(secret)),
    webpChunk('XMP ', text(secret)),
  ]);
  return joined([text('RIFF'), new Uint8Array(little32(body.length)), body, text(secret)]);
}
