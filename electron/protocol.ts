import { protocol } from 'electron';
import { SECURITY_HEADERS } from '../src/host/answer.ts';
import type { WindowFiles } from '../src/host/window-files.ts';
import { isOurs, SCHEME } from './addresses.ts';

/** Must run before the app is ready. Standard and secure: the page has an origin, and the rules of https hold for it. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

const refused = (status: number): Response => new Response(null, { status, headers: SECURITY_HEADERS });

/** Answers the window's requests from the built files, each with the content security policy. */
export async function answerWindow(
  request: Pick<Request, 'url' | 'method'>,
  files: WindowFiles,
): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return refused(405);
  if (!isOurs(request.url)) return refused(403);
  const file = await files.read(new URL(request.url).pathname);
  if (!file) return refused(404);
  return new Response(new Uint8Array(file.body), {
    headers: { ...SECURITY_HEADERS, 'Content-Type': file.type, 'Cache-Control': 'no-cache' },
  });
}

export function serveWindow(files: WindowFiles): void {
  protocol.handle(SCHEME, (request) => answerWindow(request, files));
}
