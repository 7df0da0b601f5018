import { Refusal } from '../../domain/failure.ts';
import { providerOf } from '../../providers/registry.ts';
import { listJobs } from '../../queue/job-view.ts';
import { listConnections, roomLinksOf, saveConnectionState } from '../../store/connections.ts';
import type { ReadHandle } from '../../store/database.ts';
import { theProperty } from '../../store/property.ts';
import type { Row, Writer } from '../../store/writer.ts';
import { queueOf } from '../../sync/engine-world.ts';
import { theConnection } from '../connection-view.ts';
import { commandHandler, type Handlers, type Surroundings } from '../handler.ts';
import type { TestedSignIn } from '../sync-desk.ts';

interface Kept {
  readonly tested: TestedSignIn;
  /** Under which name the secrets keep it. */
  readonly secretKey: string;
}

/** One account told by two connections would be told two different things about the same rooms. */
function assertNotThere(read: ReadHandle, tested: TestedSignIn, externalPropertyId: string): void {
  const twin = listConnections(read).find(
    (row) =>
      row.state !== 'disconnected' &&
      row.provider === tested.provider &&
      row.environment === tested.environment &&
      row.externalPropertyId === externalPropertyId,
  );
  if (twin) throw new Refusal('not-possible', `This property is connected already, as ${twin.name}.`);
}

function chosenProperty(tested: TestedSignIn, externalPropertyId: string) {
  const found = tested.properties.find(({ externalId }) => externalId === externalPropertyId);
  if (!found)
    throw new Refusal(
      'not-found',
      'This sign-in does not reach that property. Choose one of those it shows.',
      {
        field: 'externalPropertyId',
      },
    );
  return found;
}

/** Its prices would arrive as other money. */
const currencyWarning = (read: ReadHandle, currency: string): string => {
  const own = theProperty(read).currency;
  if (currency === '' || currency === own) return '';
  return ` It counts in ${currency}, the hotel in ${own}: prices are not told until both are the same.`;
};

function insertConnection(writer: Writer, { tested, secretKey }: Kept, externalId: string, name: string) {
  const found = chosenProperty(tested, externalId);
  const descriptor = providerOf(tested.provider)?.descriptor;
  assertNotThere(writer.tx, tested, externalId);
  return writer.insert('connection', {
    propertyId: theProperty(writer.tx).id,
    provider: tested.provider,
    channel: descriptor?.channel ?? 'other',
    name,
    environment: tested.environment,
    baseUrl: tested.baseUrl,
    externalPropertyId: found.externalId,
    externalPropertyName: found.name,
    currency: found.currency,
    secretKey,
    isTold: 0,
    horizonDays: Math.min(365, descriptor?.limits.horizonDays ?? 365),
    createdAt: writer.act.at,
    credentialAt: writer.act.at,
  });
}

/** A new sign-in must reach the same property in the same environment, or bookings of two hotels would mix. */
function assertSameAccount(connection: Row<'connection'>, tested: TestedSignIn): void {
  if (connection.previousSecretKey !== null)
    throw new Refusal('not-possible', 'Say first whether the last new credentials are kept.');
  if (tested.provider !== connection.provider || tested.environment !== connection.environment)
    throw new Refusal('not-possible', 'These credentials are for another channel or another environment.');
  if (!tested.properties.some(({ externalId }) => externalId === connection.externalPropertyId))
    throw new Refusal(
      'not-possible',
      `These credentials do not reach ${connection.externalPropertyName || connection.name}.`,
    );
}

/** After a while without talk, bookings come in before anything opens. */
export function readBeforeOpening(writer: Writer, id: number): void {
  saveConnectionState(writer.tx, id, { pullNeededSince: writer.act.at });
}

/** Begins what a person wants done now; what goes wrong there stands in the runs. */
export function beginNow({ sync, ports }: Surroundings, id: number, kind: 'pull' | 'rooms'): void {
  sync.run(id, kind, false).catch((error: unknown) => {
    ports.log.warn('Work could not be begun', { connection: id, kind, error: String(error).slice(0, 200) });
  });
}

/** Calls that begin, change and end the sign-in of a connection. */
export const accountHandlers = {
  'connections.test': {
    async act({ provider, environment, baseUrl, fields }, { sync }) {
      const { testId, properties, missing } = await sync.test({ provider, environment, baseUrl, fields });
      return { testId, properties: [...properties], missing: [...missing] };
    },
  },

  'connections.add': commandHandler<'connections.add', Kept>({
    async prepare({ testId, externalPropertyId }, { sync, store }) {
      const tested = sync.tested(testId);
      chosenProperty(tested, externalPropertyId);
      assertNotThere(store.read, tested, externalPropertyId);
      theProperty(store.read);
      return { tested, secretKey: await sync.keepCredential(testId) };
    },
    write(writer, { externalPropertyId, name }, kept) {
      const row = insertConnection(writer, kept, externalPropertyId, name);
      readBeforeOpening(writer, row.id);
      const warning = currencyWarning(writer.tx, row.currency);
      return {
        id: row.id,
        message: `Connected ${name}. It is read now; nothing is told to it yet.${warning}`,
        undoId: null,
      };
    },
    after({ testId }, { id }, _kept, here) {
      here.sync.dropTest(testId);
      beginNow(here, id, 'rooms');
      beginNow(here, id, 'pull');
    },
  }),

  'connections.rotate': commandHandler<'connections.rotate', Kept>({
    async prepare({ id, testId }, { sync, store }) {
      const tested = sync.tested(testId);
      assertSameAccount(theConnection(store.read, id), tested);
      return { tested, secretKey: await sync.keepCredential(testId) };
    },
    write(writer, { id }, { tested, secretKey }) {
      const old = writer.get('connection', id);
      assertSameAccount(old, tested);
      writer.update('connection', id, {
        secretKey,
        previousSecretKey: old.secretKey,
        credentialAt: writer.act.at,
        ...(old.state === 'needs-sign-in' ? { state: 'active', stateReason: '' } : {}),
      });
      readBeforeOpening(writer, id);
      const message = `${old.name} has its new credentials. The old ones are kept until you say that the new ones work.`;
      return { message, undoId: null };
    },
    after({ id, testId }, _output, _kept, here) {
      here.sync.dropTest(testId);
      here.sync.reconsider(id);
      beginNow(here, id, 'pull');
    },
  }),

  'connections.confirmRotation': commandHandler<'connections.confirmRotation', string>({
    prepare({ id, keep }, { store }) {
      const { secretKey, previousSecretKey } = theConnection(store.read, id);
      return keep === 'new' ? (previousSecretKey ?? '') : secretKey;
    },
    write(writer, { id, keep }) {
      const { name, previousSecretKey } = writer.get('connection', id);
      if (previousSecretKey === null)
        throw new Refusal('not-possible', 'No change of credentials waits to be confirmed.');
      const back = keep === 'old' ? { secretKey: previousSecretKey } : {};
      writer.update('connection', id, { ...back, previousSecretKey: null });
      const message =
        keep === 'new'
          ? `${name} keeps its new credentials. The old ones are gone.`
          : `${name} has its old credentials again. The new ones are gone.`;
      return { message, undoId: null };
    },
    async after({ id }, _output, secretKey, { sync }) {
      sync.reconsider(id);
      if (secretKey !== '') await sync.dropCredential(id, secretKey, true);
    },
  }),

  'connections.tell': commandHandler<'connections.tell'>({
    canUndo: true,
    write(writer, { id, isTold }) {
      const { name } = writer.get('connection', id);
      if (isTold && roomLinksOf(writer.tx, id).every(({ roomTypeId }) => roomTypeId === null))
        throw new Refusal(
          'not-possible',
          `Link a room of ${name} first: until then there is nothing to tell.`,
        );
      writer.update('connection', id, { isTold: isTold ? 1 : 0 });
      if (isTold) readBeforeOpening(writer, id);
      const message = isTold
        ? `${name} is told what is left and what it costs from now on. Closed nights go out at once, the rest after a reading.`
        : `${name} is told nothing any more. It goes on showing what it was told last.`;
      return { message, undoId: null };
    },
    after({ id, isTold }, _output, _prepared, here) {
      here.sync.reconsider(id);
      if (isTold) beginNow(here, id, 'pull');
      here.sync.wake();
    },
  }),

  'connections.pause': commandHandler<'connections.pause'>({
    canUndo: true,
    write(writer, { id, isPaused, reason }) {
      const { name, state } = writer.get('connection', id);
      if (state !== 'active' && state !== 'paused')
        throw new Refusal(
          'not-possible',
          state === 'disconnected'
            ? `${name} was let go. Connect it anew.`
            : `${name} waits for a sign-in. Change its credentials; then it goes on by itself.`,
        );
      writer.update('connection', id, {
        state: isPaused ? 'paused' : 'active',
        stateReason: isPaused ? (reason ?? '') : '',
      });
      if (!isPaused) readBeforeOpening(writer, id);
      const message = isPaused
        ? `${name} is paused. What it is to be told waits, and it goes on selling what it shows.`
        : `${name} goes on: its bookings come in first, then it is told what waited.`;
      return { message, undoId: null };
    },
    after({ id, isPaused }, _output, _prepared, here) {
      here.sync.reconsider(id);
      if (!isPaused) beginNow(here, id, 'pull');
      here.sync.wake();
    },
  }),

  'connections.disconnect': commandHandler<'connections.disconnect', readonly string[]>({
    prepare({ id }, { store }) {
      const { secretKey, previousSecretKey } = theConnection(store.read, id);
      return previousSecretKey === null ? [secretKey] : [secretKey, previousSecretKey];
    },
    write(writer, { id, meanwhile, reason }, _keys, here) {
      const { name, state } = writer.get('connection', id);
      if (state === 'disconnected') throw new Refusal('not-possible', `${name} was let go already.`);
      if (meanwhile === 'close') {
        if (state !== 'active')
          throw new Refusal(
            'not-possible',
            `${name} can not be told anything now. Let it go on first, or let it go as it is and close it there.`,
          );
        writer.update('connection', id, { isClosing: 1, isTold: 1, stateReason: reason ?? '' });
        const message = `${name} is being closed. It is let go once it has confirmed every night.`;
        return { message, undoId: null };
      }
      writer.update('connection', id, { state: 'disconnected', isTold: 0, stateReason: reason ?? '' });
      const { queue } = here.sync;
      for (const state of ['waiting', 'parked', 'dead'] as const)
        for (const job of listJobs(writer.tx, { state, queue: queueOf(id) }))
          queue.within(writer.tx).cancel(job.id);
      const message = `${name} is let go. It goes on selling what it shows: close it there. Its bookings stay here.`;
      return { message, undoId: null };
    },
    async after({ id, meanwhile }, _output, keys, { sync }) {
      sync.reconsider(id);
      sync.wake();
      if (meanwhile === 'leave') for (const key of keys) await sync.dropCredential(id, key, true);
    },
  }),
} satisfies Partial<Handlers>;
