import type { Beds24Fault } from '../../sandbox/beds24/faults.ts';
import type { Deed, Told } from './actors.ts';
import type { SimulatedHotel } from './simulated-hotel.ts';

const MINUTE = 60_000;
const pickAt = <T>(at: number, items: readonly T[]): T | undefined => items[Math.floor(at * items.length)];

const FAULTS: readonly Beds24Fault[] = [
  { kind: 'timeout' },
  { kind: 'timeout', applied: true },
  { kind: 'reset' },
  { kind: 'reset', applied: true },
  { kind: 'slow', ms: 90_000 },
  { kind: 'slow', ms: 4_000 },
  { kind: 'status', status: 500 },
  { kind: 'status', status: 502, applied: true },
  { kind: 'status', status: 429, retryAfter: 30 },
  { kind: 'status', status: 429 },
  { kind: 'malformed-json' },
  { kind: 'html' },
  { kind: 'empty-body' },
  { kind: 'page-repeats' },
  { kind: 'ids-as-text' },
  { kind: 'no-new-ids' },
];

const BOOKINGS = { method: 'POST', path: '/bookings' };

const channelFails: Deed = (hotel, chance) => {
  const channel = pickAt(chance.next(), hotel.channels);
  const fault = pickAt(chance.next(), FAULTS);
  if (!channel || !fault) return '';
  const times = 1 + Math.floor(chance.next() * 3);
  // what is told matters most, and is asked for least
  const aim = pickAt(chance.next(), [
    {},
    {},
    { method: 'POST', path: '/inventory/rooms/calendar' },
    BOOKINGS,
  ]);
  channel.faults.inject(fault, { times }, aim);
  const of = aim && 'path' in aim ? ` to ${aim.path}` : '';
  return `the next ${times} answers${of} of ${hotel.channels.indexOf(channel)} go wrong: ${JSON.stringify(fault)}`;
};

const lineFails: Deed = (hotel, chance) => {
  if (hotel.network.isDown) return '';
  hotel.network.isDown = true;
  const ms = Math.floor(chance.next() * 20 * 60_000);
  hotel.clock.world.after(ms, () => (hotel.network.isDown = false));
  return `the line is down for ${Math.round(ms / 1000)} s`;
};

const tokensExpire: Deed = (hotel, chance) => {
  pickAt(chance.next(), hotel.channels)?.signIn.expireAccess();
  return 'access tokens expire';
};

const crash: Deed = (hotel, chance) => {
  const within = 1 + Math.floor(chance.next() * 12);
  const when = chance.next() < 0.5 ? 'before' : 'after';
  hotel.life.crashAt(within, when);
  return `the program will die ${when} its write number ${within} from now`;
};

/** When bookings are read there is most to lose. */
const crashWhileReading: Deed = (hotel, chance) => {
  const within = 1 + Math.floor(chance.next() * 3);
  hotel.network.atNextReading = () => hotel.life.crashAt(within, 'after');
  return `the program will die after write number ${within} from its next reading on`;
};

const crashNow: Deed = (hotel) => {
  hotel.life.die();
  return 'the program dies';
};

/** The plug is pulled while a change is on its way, and put back after a while. */
const plugPulled: Deed = (hotel, chance) => {
  hotel.network.cutNextChangeMs = 5_000 + Math.floor(chance.next() * 5 * MINUTE);
  return `the plug goes out as the next change is on its way, for ${Math.round(hotel.network.cutNextChangeMs / 1000)} s`;
};

const creditsRunOut: Deed = (hotel, chance) => {
  const channel = pickAt(chance.next(), hotel.channels);
  if (!channel) return '';
  channel.credits.spend(channel.credits.remaining);
  return `another program uses up the credits of ${hotel.channels.indexOf(channel)}`;
};

const laptopSleeps: Deed = (hotel, chance) => {
  const ms = Math.floor(30_000 + chance.next() ** 2 * 40 * MINUTE);
  hotel.clock.sleep(ms);
  return `the computer sleeps for ${Math.round(ms / 1000)} s`;
};

const clockIsSet: Deed = (hotel, chance) => {
  const ms = Math.floor((chance.next() - 0.5) * 60 * MINUTE);
  hotel.setClock(ms);
  return `the computer's clock is set by ${Math.round(ms / 1000)} s`;
};

const standsStill: Deed = (hotel, chance) => {
  const ms = Math.floor(8_000 + chance.next() ** 2 * 6 * MINUTE);
  // at the moment of a request there is something to lose
  const { sending } = hotel.network;
  let isDone = false;
  hotel.network.sending = (request) => {
    sending(request);
    if (isDone || (request.body === undefined && chance.next() < 0.7)) return;
    isDone = true;
    hotel.network.sending = sending;
    hotel.clock.world.after(chance.next() * 300, () => hotel.standStill(ms));
  };
  return `the program will stand still for ${Math.round(ms / 1000)} s, and another be started`;
};

/** By a person, in the channel's own pages; then somebody signs in anew. */
export async function signInAgain(hotel: SimulatedHotel, client: SimulatedHotel['client']): Promise<void> {
  for (const { id, state, baseUrl, hasOldCredential } of await connectionsOf(client)) {
    const channel = hotel.connections.find((one) => one.id === id)?.channel;
    if (state !== 'needs-sign-in' || !channel) continue;
    if (hasOldCredential) await client.call('connections.confirmRotation', { id, keep: 'new' });
    const { testId } = await client.call('connections.test', {
      ...{ provider: 'beds24', environment: 'sandbox', baseUrl },
      fields: { inviteCode: channel.signIn.inviteCode() },
    });
    await client.call('connections.rotate', { id, testId });
  }
}

async function connectionsOf(client: SimulatedHotel['client']) {
  const { rows } = await client.call('connections.list', {});
  return Promise.all(rows.map(({ id }) => client.call('connections.read', { id })));
}

/** What stands between us and a channel and only a person can decide: the desk's word counts. */
export async function settleConflicts(client: SimulatedHotel['client']): Promise<void> {
  const { rows } = await client.call('conflicts.list', { state: 'open' });
  for (const { id } of rows) {
    const { between, waysOut } = await client.call('conflicts.read', { id });
    const way = between && waysOut.find(({ act }) => act === 'keep-ours');
    if (way)
      await client.call('conflicts.resolve', { id, wayOutId: way.id, reason: 'As agreed with the guest' });
  }
}

const signInRevoked: Deed = (hotel, chance, told: Told) => {
  const channel = pickAt(chance.next(), hotel.channels);
  const token = channel && hotel.network.refreshTokens.get(channel);
  if (!channel || token === undefined || !channel.signIn.revoke(token)) return '';
  told.isRevoked = true;
  hotel.clock.world.after(10 * MINUTE * chance.next(), () =>
    told.call('sign in', (client) => signInAgain(hotel, client)),
  );
  return `the sign-in at ${hotel.channels.indexOf(channel)} is revoked`;
};

const paused: Deed = (hotel, chance, told) => {
  const id = pickAt(chance.next(), hotel.connections)?.id;
  if (id === undefined) return '';
  told.call('pause', (client) => client.call('connections.pause', { id, isPaused: true }));
  hotel.clock.world.after(8 * MINUTE * chance.next(), () =>
    told.call('go on', (client) => client.call('connections.pause', { id, isPaused: false })),
  );
  return `staff pause connection ${id}`;
};

/** What goes wrong, each with how often it comes. */
export const TROUBLE: readonly (readonly [weight: number, name: string, deed: Deed])[] = [
  [5, 'channel-fails', channelFails],
  [1, 'line-fails', lineFails],
  [2, 'plug-pulled', plugPulled],
  [1, 'credits-run-out', creditsRunOut],
  [1, 'tokens-expire', tokensExpire],
  [1, 'sign-in-revoked', signInRevoked],
  [1, 'paused', paused],
  [1, 'laptop-sleeps', laptopSleeps],
  [1, 'clock-is-set', clockIsSet],
  [3, 'stands-still', standsStill],
  [2, 'crash', crash],
  [2, 'crash-while-reading', crashWhileReading],
  [1, 'crash-now', crashNow],
];
