import { FAILURE_CODES } from '../domain/failure.ts';
import { openIncidents } from '../store/incidents.ts';
import type { ChannelHotel } from './channel-hotel.ts';
import { settle } from './manual-clock.ts';

/** Far more turns than an answer on loopback takes; what is not there then is taken for an answer that never comes. */
const MOST_TURNS = 400;
const RUNNING = "SELECT count(*) FROM job WHERE state = 'running'";

/**
 * Lets time go by from timer to timer. Before each step whatever is under way over real sockets gets to its end, so that time
 * never runs past an answer that is there.
 */
export async function elapse({ clock, store }: ChannelHotel, ms: number): Promise<void> {
  const until = clock.now() + ms;
  const isRunning = (): boolean => (store.read.prepare(RUNNING).pluck<number>()[0] ?? 0) > 0;
  for (;;) {
    await settle();
    for (let turn = 0; turn < MOST_TURNS && isRunning(); turn += 1) await settle();
    const left = until - clock.now();
    if (left <= 0) return;
    await clock.advance(Math.max(1, Math.min(left, clock.nextIn() ?? left)));
  }
}

/** All that staff read about one channel, on every screen that says something of it. */
export async function whatStaffRead(hotel: ChannelHotel, id: number) {
  const { client, store } = hotel;
  const [list, outbox, today, exposure, conflicts, runs, requests] = await Promise.all([
    client.call('connections.list', {}),
    client.call('sync.outbox', { connectionId: id, show: 'open' }),
    client.call('today.read', {}),
    client.call('sync.exposure', {}),
    client.call('conflicts.list', { state: 'open' }),
    client.call('sync.runs', { connectionId: id, limit: 20 }),
    client.call('sync.requests', { connectionId: id, limit: 50 }),
  ]);
  const row = list.rows.find((one) => one.id === id);
  if (!row) throw new Error('The connection is not listed.');
  return {
    row,
    items: outbox.items,
    summary: outbox.summary.map(({ words }) => words),
    needs: today.needs,
    exposure,
    conflicts: conflicts.rows,
    runs: runs.runs,
    requests: requests.requests,
    incidents: openIncidents(store.read).map(({ title, text }) => ({ title, text })),
  };
}
export type StaffRead = Awaited<ReturnType<typeof whatStaffRead>>;

/** Where sentences stand; everything else is for programs. */
const SENTENCES = ['words', 'text', 'title', 'message', 'failureWords', 'summary', 'says'] as const;
/** Where what went over the wire stands, as far as people may see it. */
const WIRE = ['sent', 'answer', 'path'] as const;

function textsIn(value: unknown, fields: readonly string[], field = '', found: string[] = []): string[] {
  if (typeof value === 'string' && fields.includes(field)) found.push(value);
  else if (Array.isArray(value)) for (const one of value) textsIn(one, fields, field, found);
  else if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value))
    for (const [name, one] of Object.entries(value)) textsIn(one, fields, name, found);
  return found;
}

/** Codes that no sentence of ours would use as a word. */
const RAW = FAILURE_CODES.filter((code) => code.includes('-'));
const SHORTEST_SECRET = 16;

/** Everything that opens something: what is kept, and what was ever sent as a token. */
async function secretsOf({ ports, beds24 }: ChannelHotel): Promise<string[]> {
  const { store } = ports.secrets;
  const kept = await Promise.all((await store.keys()).map((key) => store.get(key)));
  const sent = beds24.requests.flatMap(({ headers }) => [
    ...[headers['token'], headers['refreshtoken'], headers['code']],
  ]);
  const texts = [...kept, ...sent].flatMap((text) => (text ?? '').match(/[\w+/=.~-]{16,}/g) ?? []);
  return [...new Set(texts.map((text) => text.slice(0, SHORTEST_SECRET)))];
}

/**
 * What is not fit to be read by staff: a token or a guest anywhere in words of trouble and in the request log, a raw code,
 * an exclamation mark or a hole in a sentence. Empty where all is well.
 */
export async function unfitWords(
  hotel: ChannelHotel,
  read: StaffRead,
  guests: readonly string[] = [],
): Promise<string[]> {
  const secrets = await secretsOf(hotel);
  const has = (text: string, any: readonly string[]): boolean => any.some((part) => text.includes(part));
  const sentences = textsIn(read, SENTENCES).filter(
    (text) => /!|undefined|\bnull\b|NaN|\[object|  /.test(text) || has(text, [...RAW, ...secrets]),
  );
  const { row, items, incidents, requests } = read;
  const ofTrouble = [...textsIn([row, incidents], SENTENCES), ...textsIn(items, ['failureWords'])];
  const wire = textsIn(requests, WIRE).filter((text) => has(text, [...secrets, ...guests]));
  return [...sentences, ...wire, ...ofTrouble.filter((text) => has(text, guests))];
}
