import type { Chance } from '../domain/chance.ts';
import type { Clock } from '../domain/clock.ts';
import type { Environment } from '../domain/connection.ts';
import { Refusal } from '../domain/failure.ts';
import type { Provider, ProviderFailure } from '../providers/kit/provider.ts';
import { createTransport } from '../providers/kit/transport.ts';
import { userAgentOf } from '../providers/kit/http.ts';
import { providerOf } from '../providers/registry.ts';
import type { Queue } from '../queue/queue.ts';
import { findConnection, listConnections } from '../store/connections.ts';
import { soldRoomTypes } from '../store/desired.ts';
import { EVERY_NIGHT, retryRefused } from '../store/ledger.ts';
import {
  credentialKey,
  dropWebhookSecret,
  keepCredential,
  readCredential,
  staleSecrets,
  webhookSecretOf,
} from '../sync/credentials.ts';
import { createEngine, type Engine } from '../sync/engine.ts';
import type { ConnectionRow } from '../sync/engine-world.ts';
import { receiveWebhook } from '../sync/ingest-webhook.ts';
import { planPush } from '../sync/plan-push.ts';
import type { Surroundings } from './handler.ts';
import { addressOf } from './sign-in-address.ts';
import type { SignInTry, SyncDesk, TestedSignIn } from './sync-desk.ts';

const KEPT_MS = 15 * 60_000;
const MOST_KEPT = 20;

interface Tests {
  keep(tested: Omit<TestedSignIn, 'testId' | 'at'>): TestedSignIn;
  get(testId: string): TestedSignIn;
  drop(testId: string): void;
}

/** Sign-ins that worked, for a quarter of an hour, in memory only. */
function createTests(clock: Clock, chance: Chance): Tests {
  const kept = new Map<string, TestedSignIn>();
  const isOver = ({ at }: TestedSignIn): boolean => Math.abs(clock.now() - at) > KEPT_MS;
  return {
    keep(tested) {
      for (const [id, old] of kept) if (isOver(old) || kept.size >= MOST_KEPT) kept.delete(id);
      const made = { ...tested, testId: chance.uuid(), at: clock.now() };
      kept.set(made.testId, made);
      return made;
    },
    get(testId) {
      const tested = kept.get(testId);
      if (tested && !isOver(tested)) return tested;
      throw new Refusal('not-found', 'This sign-in is more than 15 minutes old. Sign in once more.');
    },
    drop: (testId) => void kept.delete(testId),
  };
}

function refusalOf({ code, words, details }: ProviderFailure): Refusal {
  return new Refusal(code, words, details);
}

function theProvider(id: string): Provider {
  const provider = providerOf(id);
  if (!provider) throw new Refusal('not-found', 'Bellhop knows no such channel.', { field: 'provider' });
  return provider;
}

function checkFields({ descriptor }: Provider, fields: SignInTry['fields']): void {
  for (const { name, label, pattern, isOptional } of descriptor.auth.fields) {
    const value = fields[name] ?? '';
    if (value === '' && isOptional === true) continue;
    if (value === '') throw new Refusal('invalid-input', `${label} is missing.`, { field: name });
    if (!new RegExp(`^(?:${pattern})$`, 'u').test(value))
      throw new Refusal('invalid-input', `${label} does not look right. Copy it once more, whole.`, {
        field: name,
      });
  }
}

async function signIn(engine: Engine, ask: SignInTry, signal: AbortSignal) {
  const provider = theProvider(ask.provider);
  if (!provider.signIn || !provider.verify)
    throw new Refusal('not-possible', `${provider.descriptor.name} needs no sign-in.`);
  const { environment } = ask;
  const baseUrl = addressOf(provider, ask);
  checkFields(provider, ask.fields);
  const to = { environment, baseUrl };
  const how = { priority: 'critical', signal } as const;
  const signed = await provider.signIn(ask.fields, engine.doors.trial(provider, to, undefined, how));
  if (!signed.ok) throw refusalOf(signed.failure);
  const credential = signed.value;
  const seen = await provider.verify(engine.doors.trial(provider, to, credential, how));
  if (!seen.ok) throw refusalOf(seen.failure);
  return { provider: ask.provider, environment, baseUrl, credential, ...seen.value };
}

/** Puts the running side of channels with an API together: the engine, sign-ins that are tried, deliveries. */
export function createSyncDesk(here: Omit<Surroundings, 'feeds' | 'sync'>, queue: Queue): SyncDesk {
  const { ports, store, commit, announce } = here;
  const { clock, chance, log } = ports;
  const secrets = ports.secrets.store;
  const userAgent = userAgentOf(ports.version);
  const transport =
    ports.transport ?? createTransport({ allowLoopback: ports.allowsLoopback, userAgent, clock });
  const world = { store, commit, queue, clock, chance, log, secrets, transport, providerOf, announce };
  const engine = createEngine(world);
  const tests = createTests(clock, chance);
  const stopping = new AbortController();
  const theConnection = (id: number): ConnectionRow => {
    const row = findConnection(store.read, id);
    if (!row) throw new Refusal('not-found', 'This channel is no longer there. Look again at the list.');
    return row;
  };
  /** The channel may be out of reach: then what is left there opens nothing that we still know. */
  const revoke = async (row: ConnectionRow, secretKey: string): Promise<void> => {
    const provider = theProvider(row.provider);
    const environment = row.environment as Environment;
    const credential = await readCredential(secrets, secretKey, environment);
    if (!credential || !provider.revoke) return;
    const how = { priority: 'low', signal: stopping.signal } as const;
    const to = { environment, baseUrl: row.baseUrl };
    const outcome = await provider.revoke(credential, engine.doors.trial(provider, to, credential, how));
    if (!outcome.ok)
      log.warn('A sign-in could not be ended at the channel', {
        connection: row.id,
        reason: outcome.failure.code,
      });
  };
  /** Kept in this run: a connection may be about to hold them. */
  const keptNow = new Set<string>();
  const letGoOf = async (keysOf: () => Promise<readonly string[]>): Promise<void> => {
    try {
      for (const key of staleSecrets(await keysOf(), listConnections(store.read)))
        if (!keptNow.has(key)) await secrets.delete(key);
    } catch (error) {
      const reason = error instanceof Refusal ? error.failure.code : 'internal';
      log.warn('Credentials could not be let go of', { reason });
    }
  };
  return {
    queue,
    start() {
      engine.start();
      // what an earlier run left behind
      void letGoOf(() => secrets.keys());
    },
    async stop() {
      stopping.abort(new Refusal('cancelled', 'Bellhop is being closed.'));
      await engine.stop();
    },
    wake: () => engine.wake(),
    test: async (ask) => tests.keep(await signIn(engine, ask, stopping.signal)),
    tested: (testId) => tests.get(testId),
    dropTest: (testId) => tests.drop(testId),
    async keepCredential(testId) {
      const { environment, credential } = tests.get(testId);
      const uuid = chance.uuid();
      keptNow.add(credentialKey(environment, uuid));
      return keepCredential(secrets, environment, uuid, credential);
    },
    forgetCredential(secretKey) {
      keptNow.delete(secretKey);
      return letGoOf(() => Promise.resolve([secretKey]));
    },
    async dropCredential(connectionId, secretKey, isRevoked) {
      try {
        if (isRevoked) await revoke(theConnection(connectionId), secretKey);
        await secrets.delete(secretKey);
        const { state, environment, id } = theConnection(connectionId);
        if (state === 'disconnected') await dropWebhookSecret(secrets, environment as Environment, id);
      } catch (error) {
        const reason = error instanceof Refusal ? error.failure.code : 'internal';
        log.warn('Credentials could not be let go of', { connection: connectionId, reason });
      }
    },
    reconsider(connectionId) {
      engine.doors.reconsider(connectionId);
      engine.wake();
    },
    async run(connectionId, kind, isAwaited) {
      // a person says "tell it again": what was refused is tried once more, as it is
      if (kind === 'push')
        store.write((tx) => {
          for (const { roomTypeId } of soldRoomTypes(tx, connectionId))
            retryRefused(tx, connectionId, { roomTypeId, ...EVERY_NIGHT });
        });
      const ended = await engine.run(connectionId, kind, isAwaited);
      if (!ended) return { message: 'It is being done now.', runId: null, isGood: true };
      return { message: ended.words, runId: ended.runId, isGood: ended.isGood };
    },
    isRunning: (connectionId) => engine.isRunning(connectionId),
    async receiveWebhook(connectionId, raw) {
      const delivered = await receiveWebhook(world, connectionId, raw);
      if (delivered === 'stored') engine.wake();
      return delivered;
    },
    async webhookLine(connectionId) {
      const row = theConnection(connectionId);
      const header = theProvider(row.provider).descriptor.webhookHeader;
      if (header === undefined || row.state === 'disconnected') return null;
      const environment = row.environment as Environment;
      const secret = await webhookSecretOf(secrets, environment, row.id, () => chance.token(32));
      return `${header}: ${secret}`;
    },
    gateOf: (connectionId) => engine.doors.viewOf(connectionId),
    planOf(connectionId) {
      const row = theConnection(connectionId);
      return planPush(store.read, row, theProvider(row.provider).descriptor, clock.now());
    },
  };
}
