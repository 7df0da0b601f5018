import type { ServerResponse } from 'node:http';
import type { Answer } from './answer.ts';
import type { Beds24Fault } from './faults.ts';

/** An answer and how it leaves. */
export interface Wire {
  readonly answer: Answer;
  /** When, by the sandbox's clock: the `date` header. */
  readonly at: number;
  readonly fault: Beds24Fault | undefined;
  /** `never`: no byte is sent. `reset`: the connection breaks in the middle of the body. */
  readonly ending: 'whole' | 'never' | 'reset';
  readonly delayMs: number;
}

const HTML = '<!DOCTYPE html><html><body><h1>Service unavailable</h1></body></html>';

/** The body's text and content type, after the fault had its way with both. */
export function textOf({ answer, fault }: Wire): { readonly body: string; readonly type: string } {
  const body = answer.body === undefined ? '' : JSON.stringify(answer.body);
  const type = 'application/json';
  switch (fault?.kind) {
    case 'malformed-json':
      return { body: body.slice(0, Math.floor(body.length / 2)), type };
    case 'empty-body':
      return { body: '', type };
    case 'html':
      return { body: HTML, type: 'text/html; charset=utf-8' };
    case 'wrong-content-type':
      return { body, type: fault.type ?? 'text/plain' };
    default:
      return { body, type };
  }
}

/** Puts an answer on the wire. */
export function send(response: ServerResponse, wire: Wire): void {
  if (wire.ending === 'never') return;
  const { body, type } = textOf(wire);
  const bytes = Buffer.from(body);
  const write = (): void => {
    if (response.destroyed) return;
    response.writeHead(wire.answer.status, {
      ...wire.answer.headers,
      date: new Date(wire.at).toUTCString(),
      'content-type': type,
      'content-length': bytes.length,
    });
    if (wire.ending === 'whole') response.end(bytes);
    else response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy());
  };
  if (wire.delayMs === 0) return write();
  const timer = setTimeout(write, wire.delayMs);
  response.on('close', () => clearTimeout(timer));
}
