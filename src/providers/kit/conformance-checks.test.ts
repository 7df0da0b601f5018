import { describe, expect, it } from 'vitest';
import type { ReservationRevision } from '../../domain/revision.ts';
import { PROVIDERS } from '../registry.ts';
import {
  descriptorProblems,
  failureProblems,
  operationProblems,
  pageProblems,
  takeIn,
} from './conformance-checks.ts';
import type { ProviderDescriptor } from './provider.ts';
import { pretendProvider } from './provider-for-test.ts';

const { descriptor } = pretendProvider;
const NOW = Date.parse('2027-03-01T08:00:00Z');

const revision = (over: Partial<ReservationRevision> = {}): ReservationRevision => ({
  externalId: '7',
  externalPropertyId: '1',
  externalRoomId: '4',
  groupRef: null,
  units: 1,
  status: 'confirmed',
  rawStatus: 'new',
  channel: 'booking',
  channelRef: null,
  arrival: '2027-03-02' as never,
  departure: '2027-03-04' as never,
  adults: 2,
  children: 0,
  guest: { externalId: '', name: '', email: '', phone: '', country: '' },
  priceMinor: null,
  commissionMinor: null,
  note: '',
  bookedAt: null,
  modifiedAt: null,
  modifiedMark: '2027-03-01T08:00:00Z',
  ownRef: null,
  ...over,
});

describe('the checks of the conformance suite complain', () => {
  const limits = (over: Partial<ProviderDescriptor['limits']>) => ({
    limits: { ...descriptor.limits, ...over },
  });
  const auth = (over: Partial<ProviderDescriptor['auth']>) => ({ auth: { ...descriptor.auth, ...over } });
  const field = descriptor.auth.fields.slice(0, 1);
  const schedule = (cron: string, jitterMs = 0) => ({
    schedules: [{ kind: 'pull', cron, jitterMs }] as const,
  });
  const cases: readonly (readonly [complaint: string, over: Partial<ProviderDescriptor>])[] = [
    ['kebab-case', { id: 'Beds24' }],
    ['name is missing', { name: ' ' }],
    ['no document', { documents: [] }],
    ['no address', { documents: [{ title: 'Pages', href: 'http://plain.example' }] }],
    ['no environment', { environments: [] }],
    ['not encrypted', { environments: [{ environment: 'production', baseUrl: 'http://api.example' }] }],
    ['capability is there twice', { capabilities: ['webhooks', 'webhooks'] }],
    ['parallel', limits({ parallel: 0 })],
    ['nightsPerRange', limits({ nightsPerRange: Number.NaN })],
    ['rangesPerCall', limits({ rangesPerCall: 1.5 })],
    ['no budget', limits({ budget: { points: 0, windowMs: 1, per: 'account' } })],
    ['staleAfterMinutes', { staleAfterMinutes: 0 }],
    ['no schedule', schedule('whenever it suits us best')],
    ['no schedule', schedule('0 * * * * *')],
    ['more than its gap', schedule('*/5 * * * *', 300_000)],
    ['nobody is told', auth({ whereToFind: [] })],
    ['no sentence', auth({ whereToFind: ['somewhere'] })],
    ['no field', auth({ fields: [] })],
    ['nothing of the sign-in is secret', auth({ fields: field.map((one) => ({ ...one, isSecret: false })) })],
    ['no pattern', auth({ fields: field.map((one) => ({ ...one, pattern: '(' })) })],
    ['no help', auth({ fields: field.map((one) => ({ ...one, help: '' })) })],
    ['only a feed', auth({ kind: 'feed-url' })],
    ['push-rates is claimed', { capabilities: ['push-rates'] }],
    ['minLos is carried', { fields: { minLos: 'room-type' } }],
    ['not all carried', { together: [['available', 'stopSell']] }],
    [
      'need not be linked',
      {
        capabilities: ['push-rates'],
        fields: { priceMinor: 'rate-plan' },
        mapping: { roomTypes: true, ratePlans: false },
      },
    ],
  ];
  it.each(cases)('%s: %j', (complaint, over) => {
    expect(descriptorProblems({ ...descriptor, ...over }).join('; ')).toContain(complaint);
  });

  it('about a capability without its operation, and the other way round', () => {
    const claims = (capabilities: ProviderDescriptor['capabilities']) =>
      operationProblems({ ...pretendProvider, descriptor: { ...descriptor, capabilities } });
    const base = ['verify is missing', 'signIn is missing'];
    expect(claims([])).toEqual(base);
    expect(claims(['pull-changes', 'push-cta', 'read-back'])).toEqual(
      expect.arrayContaining(['pull is missing', 'push is missing', 'readBack is missing']),
    );
    const push = () => Promise.resolve({ ok: true as const, value: [] });
    expect(operationProblems({ ...pretendProvider, push })).toContain('push is there and nothing claims it');
  });

  it.each([
    [{ code: 'rate-limited', words: 'The channel wants to rest.' }, 'nobody knows when'],
    [{ code: 'unavailable', words: 'The channel wants to rest.', retryAt: NOW - 1 }, 'in the past'],
    [{ code: 'unavailable', words: 'Error' }, 'no sentence'],
    [{ code: 'unavailable', words: '503 came back from there.' }, 'a code stands first'],
    [{ code: 'nonsense', words: 'The channel wants to rest.' }, 'no code'],
  ] as const)('about the failure %j', (failure, complaint) => {
    expect(failureProblems(failure as never, NOW).join('; ')).toContain(complaint);
  });

  it.each([
    [{ externalId: '' }, 'without an id'],
    [{ externalRoomId: '' }, 'in no room'],
    [{ departure: '2027-03-02' as never }, 'takes no night'],
    [{ arrival: '2027-02-30' as never }, 'has no dates'],
    [{ units: 0 }, 'takes no unit'],
    [{ status: 'new' as never }, 'has no status'],
    [{ modifiedMark: '' }, 'newer one'],
  ])('about the booking %j', (over, complaint) => {
    const page = { revisions: [revision(over)], problems: [] };
    expect(pageProblems(page).join('; ')).toContain(complaint);
  });

  it('about nothing where all is well', () => {
    expect(pageProblems({ revisions: [revision()], problems: [] })).toEqual([]);
    for (const provider of PROVIDERS) {
      expect([descriptorProblems(provider.descriptor), operationProblems(provider)]).toEqual([[], []]);
    }
  });
});

it('takes the newer word in, in whatever order it comes, and the same word once', () => {
  const later = revision({ status: 'cancelled', modifiedMark: '2027-03-01T09:00:00Z' });
  for (const order of [
    [revision(), later],
    [later, revision()],
    [later, later, revision()],
  ]) {
    expect([...takeIn(new Map(), order).values()]).toEqual([later]);
  }
});
