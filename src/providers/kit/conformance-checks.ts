import { Cron } from 'croner';
import { CELL_FIELDS, type CellField } from '../../domain/ari.ts';
import { FAILURE_CODES } from '../../domain/failure.ts';
import { REVISION_STATUSES, type ReservationRevision } from '../../domain/revision.ts';
import { parseStayDate } from '../../domain/stay-date.ts';
import type { Capability, Provider, ProviderDescriptor, ProviderFailure, PullPage } from './provider.ts';

/** What the conformance suite holds against a provider, as lists of complaints: none is good. */

const isSentence = (text: string): boolean =>
  /^\S.{8,}\.$/s.test(text) && !/[!]|undefined|NaN|\[object/.test(text);
const isHttps = (text: string): boolean => URL.parse(text)?.protocol === 'https:';
const isCount = (value: number): boolean => Number.isInteger(value) && value >= 1;

/** Complaints where something is true. */
const list = (...found: readonly (string | false | undefined)[]): string[] =>
  found.filter((one): one is string => typeof one === 'string');

const PUSHES: Readonly<Partial<Record<Capability, CellField>>> = {
  'push-availability': 'available',
  'push-rates': 'priceMinor',
  'push-stop-sell': 'stopSell',
  'push-cta': 'closedToArrival',
  'push-ctd': 'closedToDeparture',
  'push-min-los': 'minLos',
  'push-max-los': 'maxLos',
};

function isPattern(pattern: string): boolean {
  try {
    return !new RegExp(`^(?:${pattern})$`, 'u').test('');
  } catch {
    return false;
  }
}

/** Milliseconds between the next two runs; undefined where the text is no five-field cron. */
function gapOf(cron: string): number | undefined {
  if (cron.trim().split(/\s+/).length !== 5) return undefined;
  try {
    const [one, two] = new Cron(cron, { timezone: 'UTC', paused: true }).nextRuns(2, new Date(0));
    return one && two && two.getTime() - one.getTime();
  } catch {
    return undefined;
  }
}

function signInProblems({ auth, transport }: ProviderDescriptor): string[] {
  const names = auth.fields.map(({ name }) => name);
  return [
    ...list(
      new Set(names).size !== names.length && 'two fields of the sign-in have one name',
      auth.kind !== 'none' && names.length === 0 && 'the sign-in has no field',
      auth.kind !== 'none' && auth.whereToFind.length === 0 && 'nobody is told where the sign-in is found',
      auth.kind !== 'none' &&
        !auth.fields.some((field) => field.isSecret) &&
        'nothing of the sign-in is secret',
      (auth.kind === 'feed-url') !== (transport === 'feed') &&
        'a feed is reached by its address, and only a feed',
    ),
    ...auth.whereToFind.filter((step) => !isSentence(step)).map((step) => `no sentence: ${step}`),
    ...auth.fields.flatMap(({ name, label, help, pattern }) =>
      list(
        !/^[A-Z]/.test(label) && `${name} has no label`,
        !isSentence(help) && `${name} has no help`,
        !isPattern(pattern) && `${name} has no pattern, or one that takes an empty text`,
      ),
    ),
  ];
}

function cellProblems({ capabilities, fields, together, mapping }: ProviderDescriptor): string[] {
  const carried = Object.values(fields);
  return [
    ...Object.entries(PUSHES).flatMap(([capability, field]) =>
      list(
        capabilities.includes(capability as Capability) !== (fields[field] !== undefined) &&
          `${capability} is claimed, or ${field} is carried, without the other`,
      ),
    ),
    ...together.flatMap((group) =>
      list(
        group.some((field) => !CELL_FIELDS.includes(field) || fields[field] === undefined) &&
          `${group.join('+')} travel together and are not all carried`,
        new Set(group.map((field) => fields[field])).size > 1 &&
          `${group.join('+')} stand in different cells`,
      ),
    ),
    ...list(
      carried.includes('rate-plan') && !mapping.ratePlans && 'rate plans are told and need not be linked',
      carried.length > 0 && !mapping.roomTypes && 'room types are told and need not be linked',
    ),
  ];
}

/** Whether everything about a channel that is not code is there, fits together and is in words. */
export function descriptorProblems(descriptor: ProviderDescriptor): string[] {
  const { limits, budget, environments } = { ...descriptor, budget: descriptor.limits.budget };
  const schedules = descriptor.schedules.map(({ kind }) => kind);
  return [
    ...list(
      !/^[a-z][a-z0-9-]*$/.test(descriptor.id) && 'the id is not kebab-case',
      descriptor.name.trim().length < 2 && 'the name is missing',
      descriptor.documents.length === 0 && 'no document is named',
      environments.length === 0 && 'there is no environment',
      new Set(environments.map(({ environment }) => environment)).size !== environments.length &&
        'an environment is there twice',
      new Set(descriptor.capabilities).size !== descriptor.capabilities.length &&
        'a capability is there twice',
      new Set(schedules).size !== schedules.length && 'a schedule is there twice',
      !isCount(limits.parallel) && 'parallel is no count',
      !isCount(limits.nightsPerRange) && 'nightsPerRange is no count',
      !isCount(limits.rangesPerCall) && 'rangesPerCall is no count',
      !isCount(limits.horizonDays) && 'horizonDays is no count',
      budget !== null && !(budget.points > 0 && budget.windowMs > 0) && 'the budget is no budget',
      !isCount(descriptor.staleAfterMinutes) && 'staleAfterMinutes is no count',
    ),
    ...descriptor.documents.flatMap(({ title, href }) =>
      list(title.trim() === '' && 'a document has no title', !isHttps(href) && `${href} is no address`),
    ),
    ...environments.flatMap(({ baseUrl }) =>
      list(baseUrl !== null && !isHttps(baseUrl) && `${baseUrl} is not encrypted`),
    ),
    ...descriptor.schedules.flatMap(({ kind, cron, jitterMs }) => {
      const gap = gapOf(cron);
      return list(
        gap === undefined && `${kind}: ${cron} is no schedule`,
        gap !== undefined && !(jitterMs >= 0 && jitterMs < gap) && `${kind} is spread over more than its gap`,
      );
    }),
    ...signInProblems(descriptor),
    ...cellProblems(descriptor),
  ];
}

/** Whether there is an operation for every capability, and no other. */
export function operationProblems(provider: Provider): string[] {
  const { descriptor } = provider;
  const claims = (...capabilities: readonly Capability[]): boolean =>
    capabilities.some((capability) => descriptor.capabilities.includes(capability));
  const isHttp = descriptor.transport === 'http';
  const isFeed = descriptor.transport === 'feed';
  const isHuman = descriptor.transport === 'human';
  const pulls = claims('pull-changes', 'pull-all');
  const pushes = claims(...(Object.keys(PUSHES) as Capability[]));
  const signsIn = isHttp && descriptor.auth.kind !== 'none';
  const wanted: Readonly<Partial<Record<keyof Provider, boolean>>> = {
    verify: isHttp,
    openSession: signsIn,
    signIn: signsIn,
    pull: isHttp && pulls,
    push: isHttp && pushes,
    readBack: claims('read-back'),
    pushReservation: claims('push-reservations'),
    parseWebhook: claims('webhooks'),
    listRoomTypes: claims('room-discovery', 'rate-discovery'),
    readDocument: isFeed && pulls,
    renderDocument: isFeed && pushes,
    describeSteps: isHuman && pushes,
    checklists: isHuman,
  };
  return Object.entries(wanted).flatMap(([operation, isWanted]) => {
    const isThere = provider[operation as keyof Provider] !== undefined;
    if (isThere === isWanted) return [];
    return [isWanted ? `${operation} is missing` : `${operation} is there and nothing claims it`];
  });
}

/** Whether a failure is one that can be decided by and shown. */
export function failureProblems(failure: ProviderFailure, now: number): string[] {
  const isLimit = failure.code === 'rate-limited' || failure.code === 'quota-exhausted';
  return list(
    !FAILURE_CODES.includes(failure.code) && `${failure.code} is no code`,
    !isSentence(failure.words) && `no sentence: ${failure.words}`,
    /\b[45]\d\d\b/.test(failure.words.slice(0, 20)) && `a code stands first: ${failure.words}`,
    failure.retryAt !== undefined && !(failure.retryAt >= now) && 'it is to be asked again in the past',
    isLimit && failure.retryAt === undefined && 'nobody knows when to ask again',
    failure.code === 'unmapped' && !failure.words && 'nobody knows what is to be linked',
  );
}

function revisionProblems(revision: ReservationRevision): string[] {
  const { externalId, arrival, departure, status, units } = revision;
  const isDated = parseStayDate(arrival) !== undefined && parseStayDate(departure) !== undefined;
  return list(
    externalId === '' && 'a booking without an id',
    revision.externalRoomId === '' && `${externalId} is in no room`,
    !isDated && `${externalId} has no dates`,
    !(arrival < departure) && `${externalId} takes no night`,
    !isCount(units) && `${externalId} takes no unit`,
    !REVISION_STATUSES.includes(status) && `${externalId} has no status`,
    revision.rawStatus === '' && `${externalId} lost the channel's own word`,
    revision.modifiedMark === '' && `${externalId} does not say which word is the newer one`,
  );
}

/** Whether what was read of a page can be worked with. */
export const pageProblems = ({ revisions, problems }: Omit<PullPage, 'cursor' | 'next'>): string[] => [
  ...revisions.flatMap(revisionProblems),
  ...problems.filter(({ words }) => !isSentence(words)).map(({ words }) => `no sentence: ${words}`),
];

/** Takes revisions in as the desk does: the newer mark wins, the same again changes nothing. */
export function takeIn(
  known: ReadonlyMap<string, ReservationRevision>,
  revisions: readonly ReservationRevision[],
): ReadonlyMap<string, ReservationRevision> {
  const next = new Map(known);
  for (const revision of revisions) {
    const before = next.get(revision.externalId);
    if (!before || revision.modifiedMark > before.modifiedMark) next.set(revision.externalId, revision);
  }
  return next;
}
