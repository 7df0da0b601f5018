import type { ServerResponse } from 'node:http';
import type { Failure, FailureCode } from '../domain/failure.ts';
import { encodeJson, type Reply } from '../contract/reply.ts';

/**
 * What every page of ours may do: nothing but its own files. Styles may stand inline because the component library
 * writes its variables into a style element; scripts may not.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** On every answer, whatever it is. No CORS header: no other page may read one. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
};

/** Answers once; what the other side has stopped listening to is dropped. */
export function answer(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>>,
  body: string | Buffer,
): void {
  if (response.headersSent || response.destroyed) return;
  const isBare = response.req.method === 'HEAD' || status === 304;
  response.writeHead(status, {
    ...SECURITY_HEADERS,
    'Cache-Control': 'no-store',
    ...headers,
    ...(status === 304 ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }),
  });
  response.end(isBare ? undefined : body);
}

export const answerText = (response: ServerResponse, status: number, words: string): void =>
  answer(response, status, { 'Content-Type': 'text/plain; charset=utf-8' }, `${words}\n`);

export function answerReply(response: ServerResponse, status: number, reply: Reply<unknown>): void {
  answer(response, status, { 'Content-Type': 'application/json; charset=utf-8' }, encodeJson(reply));
}

export function refuse(
  response: ServerResponse,
  status: number,
  code: FailureCode,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  const failure: Failure = { code, message };
  const type = { 'Content-Type': 'application/json; charset=utf-8' };
  answer(response, status, { ...type, ...headers }, encodeJson({ ok: false, failure }));
}

/** The status of a core's own reply. A refusal in words is a good answer; only misuse is an error of HTTP. */
export function statusOf(reply: Reply<unknown>): number {
  if (reply.ok) return 200;
  if (reply.failure.code === 'unknown-call') return 404;
  if (reply.failure.code === 'invalid-input') return 400;
  return reply.failure.code === 'internal' ? 500 : 200;
}
