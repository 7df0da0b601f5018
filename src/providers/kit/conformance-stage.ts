import type { CellField, CellValue } from '../../domain/ari.ts';
import type { Clock } from '../../domain/clock.ts';
import type { FailureCode } from '../../domain/failure.ts';
import { addNights, stayDate, type DayNumber, type StayDate } from '../../domain/stay-date.ts';
import { createApiHttp, type RequestEntry } from './api-client.ts';
import type { ApiTransport } from './api-http.ts';
import { createGate } from './gate.ts';
import type {
  CellChange,
  Credential,
  Outcome,
  Provider,
  ProviderContext,
  RawDelivery,
  ReservationOrder,
  SessionToken,
  WebhookMeaning,
  WireAnswer,
} from './provider.ts';
import { createSessions, type Sessions } from './sessions.ts';

/** A server that speaks the channel's language, with an account that is signed in to. */
export interface ConformanceServer {
  readonly transport: ApiTransport;
  readonly baseUrl: string;
  readonly credential: Credential;
  readonly connection: Omit<ProviderContext['connection'], 'id'>;
  readonly clock: Clock;
  close(): Promise<void> | void;
}

export interface ConformanceHarness {
  /** An instant at which all that was recorded is fresh. */
  readonly now: number;
  readonly connection: Omit<ProviderContext['connection'], 'id'>;
  /** A room there, and a price of it that may be written. */
  readonly room: { readonly externalRoomId: string; readonly externalPlanId: string | null };
  /** The booking that the fixtures of `pullOne` tell of. */
  readonly bookingId?: string;
  /** Good answers, in the order in which the operation asks for them; the last is given again and again. `holds`: how many things come out. */
  readonly fixtures: readonly {
    readonly name: string;
    readonly reads: 'verify' | 'listRoomTypes' | 'pull' | 'pullOne' | 'readBack';
    readonly answers: readonly WireAnswer[];
    readonly holds: number;
  }[];
  /** Pages of `pull` that follow each other in time; in the last one every booking is cancelled. */
  readonly histories: readonly { readonly name: string; readonly pages: readonly WireAnswer[] }[];
  readonly failures: readonly {
    readonly name: string;
    readonly answer: WireAnswer;
    readonly code: FailureCode;
  }[];
  readonly deliveries?: readonly {
    readonly name: string;
    readonly raw: RawDelivery;
    readonly secret: string;
    readonly means: WebhookMeaning['type'];
  }[];
  /** For feeds. */
  readonly documents?: readonly { readonly name: string; readonly body: string; readonly holds: number }[];
  readonly open?: () => Promise<ConformanceServer>;
  /** Ranges (or cells) in what was sent by one call of `push`. */
  readonly rangesIn?: (body: unknown) => number;
}

const DAY_MS = 86_400_000;
export const tomorrow = (now: number): StayDate => stayDate((Math.floor(now / DAY_MS) + 1) as DayNumber);

const SAMPLE: Required<CellValue> = {
  available: 1,
  priceMinor: 12_300,
  stopSell: false,
  closedToArrival: false,
  closedToDeparture: false,
  minLos: 2,
  maxLos: 14,
};

/** One night after another with the values that the channel takes there. */
export function sampleChanges(provider: Provider, harness: ConformanceHarness, count: number): CellChange[] {
  const carriers = provider.descriptor.fields;
  const valueOf = (carrier: 'room-type' | 'rate-plan'): CellValue =>
    Object.fromEntries(
      Object.entries(SAMPLE).filter(([field]) => carriers[field as CellField] === carrier),
    ) as CellValue;
  const kinds = [
    { externalPlanId: null, value: valueOf('room-type') },
    { externalPlanId: harness.room.externalPlanId, value: valueOf('rate-plan') },
  ].filter(({ value }) => Object.keys(value).length > 0);
  return Array.from({ length: count }, (_, index) => {
    const night = addNights(tomorrow(harness.now), Math.floor(index / kinds.length));
    const kind = kinds[index % kinds.length] ?? { externalPlanId: null, value: {} };
    return { id: index + 1, externalRoomId: harness.room.externalRoomId, from: night, to: night, ...kind };
  });
}

export const GUEST = { name: 'Adalind Inventori', email: 'adalind@guest.example', phone: '+351 912 345 678' };

export function sampleOrder(harness: ConformanceHarness): ReservationOrder {
  const arrival = addNights(tomorrow(harness.now), 40);
  return {
    ownRef: 'bh-conformance-5f0b4a52',
    externalId: null,
    externalRoomId: harness.room.externalRoomId,
    status: 'confirmed',
    arrival,
    departure: addNights(arrival, 2),
    adults: 2,
    children: 0,
    guest: GUEST,
    priceMinor: 24_600,
    note: 'Adalind comes late',
    mayExist: false,
  };
}

/** Everything that the provider can be asked to do over the wire. */
export function operationsOf(
  provider: Provider,
  harness: ConformanceHarness,
): Readonly<Record<string, (context: ProviderContext) => Promise<Outcome<unknown>>>> {
  const from = tomorrow(harness.now);
  const ask = { externalRoomIds: [harness.room.externalRoomId], from, to: addNights(from, 3) };
  const { verify, listRoomTypes, pull, pullOne, push, readBack, pushReservation } = provider;
  return {
    ...(verify && { verify: (context) => verify(context) }),
    ...(listRoomTypes && { listRoomTypes: (context) => listRoomTypes(context) }),
    ...(pull && { pull: (context) => pull(context, { cursor: null, page: null, reach: 'all' }) }),
    ...(pullOne && { pullOne: (context) => pullOne(context, harness.bookingId ?? '123') }),
    ...(push && { push: (context) => push(context, sampleChanges(provider, harness, 4)) }),
    ...(readBack && { readBack: (context) => readBack(context, ask) }),
    ...(pushReservation && { pushReservation: (context) => pushReservation(context, sampleOrder(harness)) }),
  };
}

const CHANCE = { next: () => 0.5, uuid: () => 'b7a3f0e2-0000-4000-8000-000000000000', token: () => 'chance' };
const QUIET = { info: () => undefined, warn: () => undefined };

/** A context whose door gives the recorded answers, judged as the real door judges them. */
export function recordedContext(
  provider: Provider,
  harness: ConformanceHarness,
  answers: readonly WireAnswer[],
): ProviderContext {
  const clock: Clock = { now: () => harness.now, after: () => () => undefined };
  let asked = 0;
  const send = (): Promise<Outcome<WireAnswer>> => {
    const answer = answers[Math.min(asked, answers.length - 1)] ?? {
      status: 200,
      headers: {},
      body: undefined,
    };
    asked += 1;
    const failure = provider.classify(answer, harness.now);
    return Promise.resolve(failure ? { ok: false, failure } : { ok: true, value: answer });
  };
  const { signal } = new AbortController();
  return {
    connection: { id: 1, ...harness.connection },
    http: { send },
    clock,
    chance: CHANCE,
    log: QUIET,
    signal,
  };
}

export interface Stage {
  readonly context: ProviderContext;
  /** All that was written down on the way. */
  readonly entries: readonly RequestEntry[];
  readonly lines: readonly unknown[];
  readonly bodies: readonly unknown[];
  /** The most that were under way at once. */
  mostAtOnce(): number;
  readonly stop: AbortController;
}

/** A context with the real door, over the transport given. Its gate is wide open: what holds is the provider's own doing. */
export function stageFor(
  provider: Provider,
  server: Omit<ConformanceServer, 'close'>,
  session?: SessionToken,
): Stage {
  const { clock, connection } = server;
  const [entries, lines, bodies]: [RequestEntry[], unknown[], unknown[]] = [[], [], []];
  let [under, most] = [0, 0];
  const transport: ApiTransport = async (order) => {
    under += 1;
    most = Math.max(most, under);
    if (order.method !== 'GET' && order.body !== undefined) bodies.push(JSON.parse(order.body));
    try {
      return await server.transport(order);
    } finally {
      under -= 1;
    }
  };
  const note = (...line: unknown[]): void => void lines.push(line);
  const common = { clock, chance: CHANCE, log: { info: note, warn: note } };
  const held: Sessions | undefined = session && {
    take: () => Promise.resolve({ ok: true, value: session }),
    forget: () => undefined,
  };
  const stop = new AbortController();
  const http = createApiHttp({
    ...common,
    transport,
    gate: createGate({ limits: { budget: null, parallel: 1_000 }, clock, chance: CHANCE }),
    sessions: held ?? createSessions({ clock }),
    provider,
    connection: { id: 1, ...connection, baseUrl: server.baseUrl },
    credential: () => Promise.resolve(server.credential),
    priority: 'high',
    signal: stop.signal,
    note: (entry) => void entries.push(entry),
  });
  const context = { ...common, connection: { id: 1, ...connection }, http, signal: stop.signal };
  return { context, entries, lines, bodies, mostAtOnce: () => most, stop };
}
