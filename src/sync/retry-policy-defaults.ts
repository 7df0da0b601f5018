/** How often, how soon and how long: figures only, so that a provider's own can stand beside them. */

/** What kind of work an attempt is; it decides the urgency and the patience. */
export const WORK_KINDS = ['booking-created', 'booking-cancelled', 'inventory', 'rates', 'content'] as const;
export type WorkKind = (typeof WORK_KINDS)[number];

/** The pauses between attempts. */
export type Delays =
  /** Exactly these, one for each retry: where the provider's rules fix them. */
  | { readonly type: 'fixed'; readonly stepsMs: readonly number[] }
  /** Doubling from the first up to the longest; any moment within the pause is as good as another (full jitter). */
  | {
      readonly type: 'doubling';
      readonly firstMs: number;
      readonly longestMs: number;
      readonly retries: number;
    };

export interface RetryPolicy {
  readonly priority: 'critical' | 'high' | 'medium' | 'low';
  readonly delays: Delays;
  /** One attempt is broken off after this. */
  readonly timeoutMs: number;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;

const doubling = (retries: number, firstMs: number): Delays => ({
  type: 'doubling',
  firstMs,
  longestMs: 5 * MINUTE,
  retries,
});

const BOOKING: RetryPolicy = { priority: 'critical', delays: doubling(5, SECOND), timeoutMs: 30 * SECOND };

/** What holds where a provider says nothing else. */
export const WORK_POLICIES: Readonly<Record<WorkKind, RetryPolicy>> = {
  'booking-created': BOOKING,
  'booking-cancelled': BOOKING,
  inventory: { priority: 'high', delays: doubling(3, 2 * SECOND), timeoutMs: 15 * SECOND },
  rates: { priority: 'medium', delays: doubling(3, 5 * SECOND), timeoutMs: 10 * SECOND },
  content: { priority: 'low', delays: doubling(2, 10 * SECOND), timeoutMs: 30 * SECOND },
};

type Differing = Partial<RetryPolicy> & {
  readonly kinds?: Readonly<Partial<Record<WorkKind, Partial<RetryPolicy>>>>;
};

/** Only what differs, for all work of a provider and, more closely, for one kind. */
export const PROVIDER_POLICIES: Readonly<Record<string, Differing>> = {
  beds24: { delays: { type: 'fixed', stepsMs: [5 * SECOND, 25 * SECOND, 125 * SECOND] } },
  octorate: { delays: { type: 'fixed', stepsMs: [SECOND, 2 * SECOND, 4 * SECOND] } },
};

/** The policy for one kind of work with one provider. */
export function policyFor(
  provider: string,
  kind: WorkKind,
  providers: Readonly<Record<string, Differing>> = PROVIDER_POLICIES,
): RetryPolicy {
  const { kinds, ...ofProvider } = (Object.hasOwn(providers, provider) && providers[provider]) || {};
  return { ...WORK_POLICIES[kind], ...ofProvider, ...kinds?.[kind] };
}
