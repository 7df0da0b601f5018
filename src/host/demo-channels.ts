import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Core } from '../app/core.ts';
import type { SandboxControls } from '../app/ports.ts';
import { type Client, createClient } from '../contract/client.ts';
import type { Clock } from '../domain/clock.ts';
import type { DemoBeds24 } from '../sandbox/demo-beds24.ts';
import { BOTH_SIDES, playBothSides } from './demo-both-sides.ts';
import { isUntaken, readBytes } from './read-body.ts';

const LARGEST_DELIVERY = 1_000_000;
/** The real service looks at its webhooks about once a minute; practice need not wait. */
const TICK_MS = 250;

/** The simulated channel manager as the demo's controls show it. */
export function beds24Controls(
  beds24: DemoBeds24,
  clock: Pick<Clock, 'after'>,
  desk: () => Client | undefined,
): Pick<SandboxControls, 'beds24' | 'plug' | 'incidents'> & {
  /** Undefined where it is none of these. */
  play(id: string): Promise<string | undefined>;
} {
  const { server, inviteCode, incidents } = beds24;
  return {
    incidents: [...incidents.map(({ id, title, story }) => ({ id, title, story })), BOTH_SIDES],
    async play(id) {
      const client = desk();
      if (id === BOTH_SIDES.id && client) return playBothSides(client, beds24, clock);
      return incidents.find((one) => one.id === id)?.play().said;
    },
    beds24: () => ({ baseUrl: server.baseUrl, inviteCode: inviteCode(), isOffline: server.isOffline }),
    plug: (isOffline) => void (server.isOffline = isOffline),
  };
}

/** The demo's own hand at the desk. */
export const deskOf = (core: Core): Client =>
  createClient({
    send: (request) => core.dispatch(request, { actor: 'Bellhop', origin: 'demo' }),
    subscribe: (listen) => core.subscribe(listen),
  });

/**
 * Sets the simulated channel manager up to tell of its bookings, as a person would in its control panel, for every
 * connection that the desk makes to it; and stands at the address that it tells. Answers how to end that.
 */
export async function hearBeds24(core: Core, { server, property }: DemoBeds24): Promise<() => Promise<void>> {
  const door = createServer((request, response) => {
    deliver(core, request).then(
      (status) => response.writeHead(status).end(),
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  const { port } = door.address() as AddressInfo;
  const client = deskOf(core);
  const setUp = async (): Promise<void> => {
    const { rows } = await client.call('connections.list', {});
    const row = rows.find(({ host, state }) => server.origin.endsWith(host) && state !== 'disconnected');
    const url = `http://127.0.0.1:${port}/${row?.id}`;
    if (!row || property.webhooks?.url === url) return;
    const line = await core.webhookLine(row.id);
    if (line === null) return;
    property.webhooks = { version: 'twoWithPersonalData', url, additionalData: 'none', customHeader: line };
  };
  const unsubscribe = core.subscribe((event) => {
    if (event.type === 'changed' && event.topics.includes('connections')) setUp().catch(() => undefined);
  });
  const ticking = setInterval(() => {
    if (!server.isOffline) server.tick().catch(() => undefined);
  }, TICK_MS);
  return async () => {
    clearInterval(ticking);
    unsubscribe();
    await new Promise<void>((resolve) => {
      door.close(() => resolve());
      door.closeAllConnections();
    });
  };
}

async function deliver(core: Core, request: IncomingMessage): Promise<number> {
  const connectionId = Number(/^\/(\d+)$/.exec(request.url ?? '')?.[1] ?? 0);
  const body = await readBytes(request, LARGEST_DELIVERY);
  if (isUntaken(body)) return body.status;
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, [value].flat().join(', ')]),
  );
  const became = await core.receiveWebhook(connectionId, { headers, body });
  if (became === 'not-authentic') return 401;
  return became === 'no-such-connection' ? 404 : 200;
}
