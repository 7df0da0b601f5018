import type { ApiRequest, TransportAnswer } from './api-http.ts';
import type { WireAnswer } from './provider.ts';

/** Below the base address, or undefined: a token is sent nowhere else. */
export function urlBelow(baseUrl: string, request: ApiRequest): URL | undefined {
  const url = URL.parse(baseUrl);
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return undefined;
  const base = url.pathname.replace(/\/+$/, '');
  if (!/^\/(?!\/)/.test(request.path) || /[\\\s]|(?:^|\/)(?:\.|%2e){1,2}(?:\/|$)/i.test(request.path)) {
    return undefined;
  }
  url.search = '';
  url.hash = '';
  url.pathname = base + request.path;
  if (!url.pathname.startsWith(`${base}/`)) return undefined;
  for (const [name, value] of request.query ?? []) url.searchParams.append(name, value);
  return url;
}

/** Whether nothing in the values could end a header early. */
export const areSendable = (headers: Readonly<Record<string, string>>): boolean =>
  Object.values(headers).every((value) => /^[\t\x20-\x7e\x80-\xff]*$/.test(value));

export type Parsed = { readonly answer: WireAnswer } | { readonly problem: string };

/** Reads an answer as JSON. What is no JSON is a problem in a good answer, and no body in a bad one. */
export function parseAnswer({ status, headers, text }: Extract<TransportAnswer, { type: 'answer' }>): Parsed {
  const isGood = status >= 200 && status < 300;
  const type = headers['content-type'];
  if (text.trim() === '') return { answer: { status, headers, body: undefined } };
  if (isGood && type !== undefined && !/\bjson\b/i.test(type)) return { problem: 'not JSON by its type' };
  try {
    return { answer: { status, headers, body: JSON.parse(text) as unknown } };
  } catch {
    // what is broken anyway may be a web page; its status still says something
    return isGood ? { problem: 'not JSON' } : { answer: { status, headers, body: undefined } };
  }
}
