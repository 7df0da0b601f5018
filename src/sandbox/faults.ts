/** What a host can get wrong, on demand. */
export type Fault =
  // a calendar, but not the whole truth
  | { readonly kind: 'empty-calendar' }
  | { readonly kind: 'half-gone' }
  // status 200 and no calendar
  | { readonly kind: 'html' }
  | { readonly kind: 'json-error' }
  | { readonly kind: 'empty-body' }
  | { readonly kind: 'one-newline' }
  | { readonly kind: 'one-word' }
  // refusals; `retryAfter` in seconds, or `date` for an HTTP date two minutes ahead
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: number | 'date' }
  // the wire
  | { readonly kind: 'timeout' }
  | { readonly kind: 'reset' }
  | { readonly kind: 'truncated' }
  | { readonly kind: 'endless' }
  | { readonly kind: 'slow'; readonly ms: number }
  | { readonly kind: 'gzip' }
  | { readonly kind: 'gzip-bomb' }
  | { readonly kind: 'wrong-content-type'; readonly type?: string }
  // `chain`: three hops, then the feed; `other-port`: the same feed on another loopback port
  | {
      readonly kind: 'redirect';
      readonly to: 'chain' | 'loop' | 'other-port' | 'private' | { readonly location: string };
    }
  // the bytes
  | { readonly kind: 'bom' }
  | { readonly kind: 'cr-only' }
  | { readonly kind: 'lf-only' }
  | { readonly kind: 'no-final-newline' }
  | { readonly kind: 'folded-inside-characters' }
  | { readonly kind: 'huge'; readonly bytes?: number }
  | { readonly kind: 'many-events'; readonly count?: number }
  // the text
  | { readonly kind: 'junk-line' }
  | { readonly kind: 'text-after-end' }
  | { readonly kind: 'month-13' }
  | { readonly kind: 'end-before-start' }
  | { readonly kind: 'end-equals-start' }
  | { readonly kind: 'duplicate-uids' }
  | { readonly kind: 'missing-uid' }
  | { readonly kind: 'proto-uid' }
  | { readonly kind: 'rewrite'; readonly rewrite: (body: string) => string };

/** For one fetch (the default), for some, until an instant (epoch ms), or until cleared. */
export type Lasting = 'once' | 'until-cleared' | { readonly times: number } | { readonly untilAt: number };

interface Planned {
  readonly fault: Fault;
  readonly untilAt: number;
  left: number;
}

/** The faults waiting for a listing or a whole host, in the order in which they were asked for. */
export class FaultPlan {
  readonly #planned: Planned[] = [];

  /** Adds a fault behind those that wait already. The answer clears this one. */
  inject(fault: Fault, lasting: Lasting = 'once'): () => void {
    const times =
      lasting === 'once' ? 1 : typeof lasting === 'object' && 'times' in lasting ? lasting.times : Infinity;
    const untilAt = typeof lasting === 'object' && 'untilAt' in lasting ? lasting.untilAt : Infinity;
    const planned = { fault, untilAt, left: times };
    this.#planned.push(planned);
    return () => {
      planned.left = 0;
    };
  }

  clear(): void {
    this.#planned.length = 0;
  }

  /** True while a fault would strike a fetch at `now`. */
  isActive(now: number): boolean {
    return this.#planned.some(({ left, untilAt }) => left > 0 && now < untilAt);
  }

  /** The fault for a fetch at `now`, counted as played. */
  take(now: number): Fault | undefined {
    for (let first = this.#planned[0]; first; first = this.#planned[0]) {
      if (first.left <= 0 || now >= first.untilAt) {
        this.#planned.shift();
        continue;
      }
      first.left--;
      return first.fault;
    }
    return undefined;
  }
}
