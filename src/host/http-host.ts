import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Core } from '../app/core.ts';
import type { Request } from '../contract/reply.ts';
import { Refusal } from '../domain/failure.ts';
import { answer, answerReply, answerText, refuse, statusOf } from './answer.ts';
import { createEventStreams, type EventStreams } from './event-streams.ts';
import { isUntaken, parseObject, readBytes } from './read-body.ts';
import { createWindowFiles, type WindowFiles } from './window-files.ts';

/** A picture of 8 MB as base64, and what stands around it. */
const LARGEST_BODY = 12 * 1024 * 1024;
const LOOPBACK = '127.0.0.1';

export interface HttpHostOptions {
  readonly core: Pick<Core, 'dispatch' | 'subscribe' | 'serveFeed'>;
  /** 0 takes any free port. */
  readonly port: number;
  /** The built window; null for a host that serves exported feeds and nothing else. */
  readonly windowFolder: string | null;
}

export interface HttpHost {
  readonly port: number;
  /** `http://127.0.0.1:8417/` */
  readonly origin: string;
  /** Fresh at every start; whoever holds it is the desk. */
  readonly secret: string;
  /** Where the window opens: the secret stands behind `#`, which browsers never send. */
  readonly address: string;
  readonly feedOrigin: string;
  stop(): Promise<void>;
}

interface Context extends HttpHostOptions {
  readonly secret: string;
  readonly files: WindowFiles | null;
  readonly streams: EventStreams;
  /** Host names under which a browser on this computer reaches us. */
  hosts(): readonly string[];
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Compares digests: neither content nor length of the secret shows in the time it takes. */
function holdsSecret(request: IncomingMessage, secret: string): boolean {
  return timingSafeEqual(digest(request.headers.authorization ?? ''), digest(`Bearer ${secret}`));
}

/** False for a page from elsewhere, and for a name that somebody pointed at this computer (DNS rebinding). */
function isFromHere(request: IncomingMessage, context: Context): boolean {
  const { host, origin } = request.headers;
  if (!context.hosts().includes(host?.toLowerCase() ?? '')) return false;
  if (origin !== undefined && !context.hosts().some((name) => origin === `http://${name}`)) return false;
  const site = request.headers['sec-fetch-site'];
  return site === undefined || site === 'same-origin' || site === 'none';
}

async function answerCall(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  context: Context,
) {
  if (request.method !== 'POST') {
    return refuse(response, 405, 'invalid-input', 'A call is a POST.', { Allow: 'POST' });
  }
  if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '')) {
    return refuse(response, 415, 'invalid-input', 'A call is JSON: set Content-Type to application/json.');
  }
  const bytes = await readBytes(request, LARGEST_BODY);
  const body = isUntaken(bytes) ? bytes : parseObject(bytes);
  if (isUntaken(body)) {
    return refuse(response, body.status, body.status === 413 ? 'too-large' : 'invalid-input', body.words);
  }
  const asked: Request = {
    name: path.slice('/call/'.length),
    input: body['input'] ?? {},
    ...(body['commandId'] === undefined ? {} : { commandId: body['commandId'] as string }),
  };
  const reply = await context.core.dispatch(asked, { actor: 'Front desk', origin: 'browser' });
  return answerReply(response, statusOf(reply), reply);
}

function answerFeed(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  context: Context,
): void {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return answer(response, 405, { Allow: 'GET, HEAD', 'Content-Type': 'text/plain' }, 'A feed is read.\n');
  }
  const token = /^\/feeds\/([\w-]{16,200})\.ics$/.exec(path)?.[1];
  const feed = token && context.core.serveFeed(token, (request.headers['user-agent'] ?? '').slice(0, 200));
  if (!feed) return answerText(response, 404, 'There is no calendar at this address.');
  const headers = {
    'Content-Type': 'text/calendar; charset=utf-8',
    'Cache-Control': 'private, no-cache',
    ETag: feed.etag,
    'Last-Modified': new Date(feed.changedAt).toUTCString(),
  };
  const known = (request.headers['if-none-match'] ?? '')
    .split(',')
    .map((tag) => tag.trim().replace(/^W\//, ''));
  return answer(response, known.includes(feed.etag) ? 304 : 200, headers, feed.body);
}

async function answerFile(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  files: WindowFiles,
) {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return refuse(response, 405, 'invalid-input', 'This address can only be read.', { Allow: 'GET, HEAD' });
  }
  if (!files.isBuilt) return answerText(response, 503, 'The window is not built yet. Run: npm run build');
  const file = await files.read(path);
  if (!file) return answerText(response, 404, 'There is nothing at this address.');
  const keep = file.isLasting ? 'private, max-age=31536000, immutable' : 'no-store';
  return answer(response, 200, { 'Content-Type': file.type, 'Cache-Control': keep }, file.body);
}

async function route(request: IncomingMessage, response: ServerResponse, context: Context): Promise<void> {
  const path = new URL(`http://x${(request.url ?? '/').replace(/^\/*/, '/')}`).pathname;
  // a feed's reader may come through a tunnel under another name: its token is all that it must know
  if (path.startsWith('/feeds/')) return answerFeed(request, response, path, context);
  if (!isFromHere(request, context) || !context.files) {
    return refuse(response, 403, 'forbidden', 'Open Bellhop at the address that it printed when it started.');
  }
  const isCall = path.startsWith('/call/');
  if (!isCall && path !== '/events') return answerFile(request, response, path, context.files);
  if (!holdsSecret(request, context.secret)) {
    const words =
      'This window belongs to an earlier start of Bellhop. Open the address that it printed last.';
    return refuse(response, 401, 'unauthorised', words, { 'WWW-Authenticate': 'Bearer' });
  }
  if (isCall) return answerCall(request, response, path, context);
  if (request.method !== 'GET') {
    return refuse(response, 405, 'invalid-input', 'Events are read.', { Allow: 'GET' });
  }
  return context.streams.open(response);
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        new Refusal(
          'not-possible',
          error.code === 'EADDRINUSE'
            ? `Port ${port} is taken by another program. Choose another one with --port.`
            : `Bellhop cannot listen on port ${port}. Choose another one with --port.`,
          { port, reason: error.code ?? 'unknown' },
        ),
      ),
    );
    server.listen({ host: LOOPBACK, port, exclusive: true }, () =>
      resolve((server.address() as AddressInfo).port),
    );
  });
}

/**
 * The way in for a browser on this computer, and the door at which exported feeds are read. Listens on loopback only.
 * Whatever is sent to it, the answer is a coded failure at worst. Refuses with `not-possible` where the port is taken.
 */
export async function startHttpHost(options: HttpHostOptions): Promise<HttpHost> {
  let hosts: readonly string[] = [];
  const context: Context = {
    ...options,
    secret: randomBytes(32).toString('base64url'),
    files: options.windowFolder === null ? null : createWindowFiles(options.windowFolder),
    streams: createEventStreams(options.core),
    hosts: () => hosts,
  };
  const server = createServer({ requestTimeout: 60_000, headersTimeout: 10_000 }, (request, response) => {
    response.on('error', () => undefined);
    route(request, response, context).catch(() =>
      refuse(response, 500, 'internal', 'Bellhop could not answer that. Nothing was changed.'),
    );
  });
  server.maxConnections = 256;
  let port: number;
  try {
    port = await listen(server, options.port);
  } catch (error) {
    context.streams.stop();
    throw error;
  }
  hosts = [`${LOOPBACK}:${port}`, `localhost:${port}`];
  const origin = `http://${LOOPBACK}:${port}/`;
  return {
    port,
    origin,
    secret: context.secret,
    address: `${origin}#${context.secret}`,
    feedOrigin: `${origin}feeds/`,
    async stop() {
      context.streams.stop();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const cut = setTimeout(() => server.closeAllConnections(), 2_000);
      await closed;
      clearTimeout(cut);
    },
  };
}
