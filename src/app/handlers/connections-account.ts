import { Refusal } from '../../domain/failure.ts';
import { providerOf } from '../../providers/registry.ts';
import { type ConnectionRow, listConnections } from '../../store/connections.ts';
import type { ReadHandle } from '../../store/database.ts';
import { theProperty } from '../../store/property.ts';
import type { Row, Writer } from '../../store/writer.ts';
import { adoptPredecessors } from '../../sync/adopt-predecessor.ts';
import { beginNow, readBeforeOpening } from '../connection-begin.ts';
import { theConnection } from '../connection-view.ts';
import { commandHandler, type Handlers } from '../handler.ts';
import { sayCount } from '../say.ts';
import type { TestedSignIn } from '../sync-desk.ts';

interface Kept {
  readonly tested: TestedSignIn;
  /** Under which name the secrets keep it. */
  readonly secretKey: string;
}

type Reached = Pick<TestedSignIn, 'provider' | 'environment'>;

/** The connection that a property has already, whichever sign-in reaches it. */
const twinOf = (
  read: ReadHandle,
  { provider, environment }: Reached,
  externalPropertyId: string,
): ConnectionRow | undefined =>
  listConnections(read).find(
    (row) =>
      row.state !== 'disconnected' &&
      row.provider === provider &&
      row.environment === environment &&
      row.externalPropertyId === externalPropertyId,
  );

const connectedWords = ({ name }: Pick<ConnectionRow, 'name'>): string =>
  `This property is connected already, as ${name}. To change its sign-in, open ${name} under Channels and sign in again there.`;

/** One account told by two connections would be told two different things about the same rooms. */
function assertNotThere(read: ReadHandle, tested: TestedSignIn, externalPropertyId: string): void {
  const twin = twinOf(read, tested, externalPropertyId);
  if (twin) throw new Refusal('not-possible', connectedWords(twin));
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
function assertReaches(connection: Row<'connection'>, tested: TestedSignIn): Row<'connection'> {
  if (tested.provider !== connection.provider || tested.environment !== connection.environment)
    throw new Refusal('not-possible', 'These credentials are for another channel or another environment.');
  if (tested.baseUrl !== connection.baseUrl)
    throw new Refusal(
      'not-possible',
      `These credentials are for another address than ${connection.name} is asked at. Sign in at the same one.`,
    );
  if (!tested.properties.some(({ externalId }) => externalId === connection.externalPropertyId))
    throw new Refusal(
      'not-possible',
      `These credentials do not reach ${connection.externalPropertyName || connection.name}.`,
    );
  return connection;
}

function assertSameAccount(connection: Row<'connection'>, tested: TestedSignIn): void {
  if (connection.previousSecretKey !== null)
    throw new Refusal('not-possible', 'Say first whether the last new credentials are kept.');
  assertReaches(connection, tested);
}

/** Calls that begin and change the sign-in of a connection. */
export const accountHandlers = {
  'connections.test': {
    async act({ provider, environment, baseUrl, fields }, { sync, store: { read } }) {
      const { testId, properties, missing } = await sync.test({ provider, environment, baseUrl, fields });
      const shown = properties.map((property) => {
        const twin = twinOf(read, { provider, environment }, property.externalId);
        return {
          ...property,
          connectedId: twin?.id ?? null,
          connectedWords: twin ? connectedWords(twin) : '',
        };
      });
      return { testId, properties: shown, missing: [...missing] };
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
      const recognised = adoptPredecessors(writer, row);
      readBeforeOpening(writer, row.id);
      const known =
        recognised === 0
          ? ''
          : ` ${sayCount(recognised, 'booking')} of it here already: kept, with its links.`;
      const warning = currencyWarning(writer.tx, row.currency);
      return {
        id: row.id,
        message: `Connected ${name}. It is read now; nothing is told to it yet.${known}${warning}`,
        undoId: null,
      };
    },
    refused: ({ secretKey }, { sync }) => sync.forgetCredential(secretKey),
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
    refused: ({ secretKey }, { sync }) => sync.forgetCredential(secretKey),
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

  'connections.lend': {
    act({ id, testId }, here, caller) {
      const tested = here.sync.tested(testId);
      const { name, secretKey, state } = assertReaches(theConnection(here.store.read, id), tested);
      if (!here.ports.secrets.lend)
        throw new Refusal('not-possible', 'Only the command line can use credentials for one run.');
      here.ports.secrets.lend(secretKey, JSON.stringify(tested.credential));
      here.sync.dropTest(testId);
      if (state === 'needs-sign-in')
        here.commit({ commandId: null, ...caller, act: 'connections.lend', why: '' }, (writer) => {
          writer.update('connection', id, { state: 'active', stateReason: '' });
          readBeforeOpening(writer, id);
        });
      here.sync.reconsider(id);
      return { message: `Signed in to ${name} for this run only.` };
    },
  },
} satisfies Partial<Handlers>;
