import type { IncomingMessage } from 'node:http';

/** A body that was not taken: how to answer, and why. */
export interface Untaken {
  readonly status: 400 | 413;
  readonly words: string;
}

const largeWords = (largest: number): string =>
  `That is more than Bellhop takes at once (${Math.floor(largest / 1024 / 1024)} MB). Send less.`;

/** Lets the rest of a body pass by, so that the other side gets to read our answer; cuts it off if it never ends. */
function passBy(request: IncomingMessage, most: number): void {
  let size = 0;
  request.removeAllListeners('data');
  request.on('data', (part: Buffer) => {
    size += part.length;
    if (size > most) request.socket.destroy();
  });
}

/** Reads at most `largest` bytes; keeps nothing of a body that is larger. */
export function readBytes(request: IncomingMessage, largest: number): Promise<Buffer | Untaken> {
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    let size = 0;
    const tooLarge = (): void => {
      parts.length = 0;
      passBy(request, 4 * largest);
      resolve({ status: 413, words: largeWords(largest) });
    };
    if (Number(request.headers['content-length'] ?? 0) > largest) return tooLarge();
    request.on('data', (part: Buffer) => {
      size += part.length;
      if (size > largest) tooLarge();
      else parts.push(part);
    });
    request.on('end', () => resolve(Buffer.concat(parts)));
    request.on('error', () => resolve({ status: 400, words: 'The request broke off.' }));
    request.on('close', () => resolve({ status: 400, words: 'The request broke off.' }));
  });
}

export const isUntaken = (body: unknown): body is Untaken =>
  typeof body === 'object' && body !== null && 'status' in body && 'words' in body;

class HostileKey extends Error {}

/** JSON of one object. Keys that reach for prototypes are refused wherever they stand. */
export function parseObject(bytes: Buffer): Readonly<Record<string, unknown>> | Untaken {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const value: unknown = JSON.parse(text, (key, part: unknown) => {
      if (key === '__proto__') throw new HostileKey();
      return part;
    });
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return { status: 400, words: 'Send one JSON object: { "input": … }.' };
    }
    return value as Record<string, unknown>;
  } catch (error) {
    return {
      status: 400,
      words: error instanceof HostileKey ? 'The request names a forbidden key.' : 'The request is not JSON.',
    };
  }
}
