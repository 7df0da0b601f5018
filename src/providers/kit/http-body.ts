import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, inflateRaw } from 'node:zlib';

/** Applied one over another by nobody who means well. */
const MOST_ENCODINGS = 2;

/** The encodings asked for, and the only ones read. */
export const ACCEPT_ENCODING = 'gzip, deflate, br';

/** Carries a code, as errors of the network and of zlib do. */
const withCode = (code: string): Error => Object.assign(new Error(code), { code });

type Unpack = (bytes: Uint8Array, options: { maxOutputLength: number }) => Promise<Uint8Array>;
const inflateWrapped: Unpack = promisify(inflate);
const inflateBare: Unpack = promisify(inflateRaw);

/** `deflate` is sent with and without its wrapper; the low half of the first byte tells. */
const inflateEither: Unpack = (bytes, options) =>
  ((bytes[0] ?? 8) & 0x0f) === 8 ? inflateWrapped(bytes, options) : inflateBare(bytes, options);

const UNPACK: ReadonlyMap<string, Unpack> = new Map<string, Unpack>([
  ['gzip', promisify(gunzip)],
  ['x-gzip', promisify(gunzip)],
  ['deflate', inflateEither],
  ['br', promisify(brotliDecompress)],
]);

async function readRaw(chunks: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > maxBytes) throw withCode('ERR_BUFFER_TOO_LARGE');
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}

/**
 * Reads and unpacks a body. `maxBytes` holds for what arrives and for what it unpacks to, so that a small packet cannot
 * fill the memory. The bytes stand in a buffer of their own and may be handed to a worker.
 */
export async function readBody(
  chunks: AsyncIterable<Uint8Array>,
  encoding: string | undefined,
  maxBytes: number,
): Promise<Uint8Array> {
  const names = (encoding ?? '').toLowerCase().split(',');
  const encodings = names.map((name) => name.trim()).filter((name) => name !== '' && name !== 'identity');
  const unpacks = encodings.map((name) => UNPACK.get(name));
  if (unpacks.length > MOST_ENCODINGS) throw withCode('unknown-encoding');
  if (unpacks.some((unpack) => unpack === undefined)) throw withCode('unknown-encoding');

  let bytes = await readRaw(chunks, maxBytes);
  for (const unpack of unpacks.reverse()) {
    if (unpack && bytes.length > 0) bytes = await unpack(bytes, { maxOutputLength: maxBytes });
  }
  return new Uint8Array(bytes);
}
