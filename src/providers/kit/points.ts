import type { ApiPriority } from './api-http.ts';

/** What an answer told of the limits. */
export interface LimitsTold {
  readonly remaining: number;
  readonly resetsAt: number;
  readonly cost?: number;
}
export interface PointsBudget {
  readonly points: number;
  readonly windowMs: number;
}

/** Kept back from content and the like, so that a closed night never waits for a list of rooms. */
const KEPT_SHARE = 0.1;
const KEPT_FROM: ReadonlySet<ApiPriority> = new Set(['medium', 'low']);
const FIRST_ESTIMATE = 1;
/** A costly call is remembered for a while: the estimate sinks by so much at most. */
const SINKING = 0.75;
/** Where a channel says "too often" and neither when nor how often. */
const UNSAID_PAUSE = 60_000;

export interface Points {
  /** When a call of this kind may go; `now` or earlier: at once. */
  freeAt(kind: string, priority: ApiPriority, now: number): number;
  /** Answers what it will probably cost; hand that to `end`. */
  begin(kind: string, now: number): number;
  /** `told` undefined: the answer said nothing, which is not "none left". */
  end(kind: string, estimate: number, now: number, told: LimitsTold | undefined): void;
  /** The channel refused because of its limits; answers until when nobody asks. */
  refused(now: number, retryAt: number | undefined): number;
  view(now: number): {
    readonly remaining: number | null;
    readonly total: number | null;
    readonly resetsAt: number | null;
  };
  shift(ms: number): void;
}

/** Counts the points of one account: by the channel's own word where it gives one, else by what calls of a kind have cost. */
export function createPoints(budget: PointsBudget | null): Points {
  const estimates = new Map<string, number>();
  const estimateOf = (kind: string): number => estimates.get(kind) ?? FIRST_ESTIMATE;
  let total = budget?.points ?? null;
  let remaining = total;
  let resetsAt: number | undefined;
  let blockedUntil = 0;
  /** For calls that are under way. */
  let held = 0;

  function renew(now: number): void {
    if (resetsAt === undefined || now < resetsAt) return;
    remaining = total;
    resetsAt = undefined;
  }

  return {
    freeAt(kind, priority, now) {
      renew(now);
      if (blockedUntil > now) return blockedUntil;
      if (remaining === null || total === null) return now;
      const kept = KEPT_FROM.has(priority) ? total * KEPT_SHARE : 0;
      const left = remaining - held;
      // a call that costs more than there ever is goes alone, with everything there is
      if (left >= Math.min(total, estimateOf(kind) + kept)) return now;
      return resetsAt ?? now + (budget?.windowMs ?? UNSAID_PAUSE);
    },
    begin(kind, now) {
      renew(now);
      const estimate = estimateOf(kind);
      held += estimate;
      if (budget) resetsAt ??= now + budget.windowMs;
      return estimate;
    },
    end(kind, estimate, now, told) {
      renew(now);
      held = Math.max(0, held - estimate);
      if (told?.cost !== undefined) estimates.set(kind, Math.max(told.cost, estimateOf(kind) * SINKING));
      if (told) {
        // an account may be worth more than the channel's usual budget
        total = Math.max(total ?? 0, told.remaining + (told.cost ?? 0));
        remaining = told.remaining;
        resetsAt = told.resetsAt;
      } else if (remaining !== null) {
        remaining = Math.max(0, remaining - estimate);
      }
    },
    refused(now, retryAt) {
      const until = retryAt ?? resetsAt ?? now + (budget?.windowMs ?? UNSAID_PAUSE);
      blockedUntil = Math.max(until, now);
      return blockedUntil;
    },
    view(now) {
      renew(now);
      if (blockedUntil > now) return { remaining: 0, total, resetsAt: blockedUntil };
      return { remaining, total, resetsAt: resetsAt ?? null };
    },
    shift(ms) {
      if (resetsAt !== undefined) resetsAt += ms;
      blockedUntil += ms;
    },
  };
}
