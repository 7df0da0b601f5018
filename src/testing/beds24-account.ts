import { createApiHttp, type RequestEntry } from '../providers/kit/api-client.ts';
import { createGate } from '../providers/kit/gate.ts';
import type { Credential, ProviderContext } from '../providers/kit/provider.ts';
import { createSessions } from '../providers/kit/sessions.ts';
import { createTransport } from '../providers/kit/transport.ts';
import { beds24 } from '../providers/beds24/provider.ts';
import { type Beds24Sandbox, startBeds24 } from '../sandbox/beds24/server.ts';
import type { PropertySpec } from '../sandbox/beds24/hotel.ts';
import { createManualClock, type ManualClock } from './manual-clock.ts';

/** A Beds24 account on this computer, and what Bellhop asks it with: the real door over real HTTP, on a manual clock. */
export interface Beds24Account {
  readonly sandbox: Beds24Sandbox;
  readonly clock: ManualClock;
  readonly context: ProviderContext;
  /** What was noted of every request. */
  readonly log: readonly RequestEntry[];
  /** What the door signs in with; undefined before anybody has. */
  credential: Credential | undefined;
  close(): Promise<void>;
}

/** Doubles (3 units, 501101, three prices, the last computed from the first) and a suite (1 unit, 501102). */
export const CASA_MARESIA: PropertySpec = {
  name: 'Casa Maresia',
  currency: 'EUR',
  roomTypes: [
    {
      ...{ name: 'Double', qty: 3, dailyPrice: 100, maxPeople: 2 },
      priceRules: [
        { id: 1, name: 'Standard' },
        { id: 2, name: 'Non-refundable' },
        {
          ...{ id: 3, name: 'Breakfast' },
          link: { roomId: 501_101, priceId: 1, offsetMultiplier: 1, offsetAmount: 12 },
        },
      ],
    },
    { name: 'Suite', qty: 1, dailyPrice: 200, maxPeople: 4 },
  ],
};

/** Opens the account and signs in, at noon of 2027-03-01 in Lisbon. `scopes` are those of the invite code. */
export async function openBeds24Account({
  property = CASA_MARESIA,
  scopes,
}: {
  readonly property?: PropertySpec;
  readonly scopes?: readonly string[];
} = {}): Promise<Beds24Account> {
  const clock = createManualClock('2027-03-01T12:00:00Z');
  const sandbox = await startBeds24({ clock, zone: 'Europe/Lisbon' });
  const { id, currency } = sandbox.addProperty(property);
  const log: RequestEntry[] = [];
  const kept: { credential: Credential | undefined } = { credential: undefined };
  const { signal } = new AbortController();
  const common = {
    clock,
    chance: { next: () => 0.5, uuid: () => '0', token: () => '0' },
    log: { info: () => undefined, warn: () => undefined },
    signal,
  };
  const connection = {
    id: 1,
    environment: 'sandbox',
    externalPropertyId: String(id),
    currency,
    zone: 'Europe/Lisbon',
  } as const;
  const http = createApiHttp({
    ...common,
    transport: createTransport({ allowLoopback: true, userAgent: 'Bellhop test', clock }),
    gate: createGate({ limits: beds24.descriptor.limits, clock, chance: common.chance }),
    sessions: createSessions({ clock }),
    provider: beds24,
    connection: { ...connection, baseUrl: sandbox.baseUrl },
    credential: () => Promise.resolve(kept.credential),
    priority: 'high',
    note: (entry) => log.push(entry),
  });
  const context = { ...common, connection, http };
  const signedIn = await beds24.signIn?.({ inviteCode: sandbox.signIn.inviteCode(scopes) }, context);
  if (signedIn?.ok) kept.credential = signedIn.value;
  return {
    ...{ sandbox, clock, context, log, close: () => sandbox.close() },
    get credential() {
      return kept.credential;
    },
    set credential(credential) {
      kept.credential = credential;
    },
  };
}
