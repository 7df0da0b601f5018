import { z } from 'zod';
import { type Failure, failureSchema } from '../domain/failure.ts';

/** A value or a failure; thrown errors never cross. */
export type Reply<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

/** What a caller sends, over any transport. */
export const requestSchema = z.object({
  name: z.string().max(80),
  input: z.unknown(),
  /** A fresh UUID per intended act; the same id again is answered, not repeated. Commands need one. */
  commandId: z.uuid().optional(),
});
export type Request = z.infer<typeof requestSchema>;
export const replySchema = z.union([
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), failure: failureSchema }),
]);

/**
 * JSON for transports that know no typed arrays: an `Int32Array` travels as `{ "$i32": base64 }`, little-endian, as all
 * machines that run Bellhop are.
 */
export function encodeJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part instanceof Int32Array
      ? { $i32: new Uint8Array(part.buffer, part.byteOffset, part.byteLength).toBase64() }
      : part,
  );
}

export function decodeJson(text: string): unknown {
  return JSON.parse(text, (_key, part: unknown) => {
    if (typeof part !== 'object' || part === null || !('$i32' in part)) return part;
    return typeof part.$i32 === 'string' ? new Int32Array(Uint8Array.fromBase64(part.$i32).buffer) : part;
  });
}
