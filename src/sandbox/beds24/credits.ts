const WINDOW_MS = 300_000;

/** In tenths, so that sums stay exact. */
const tenths = (credits: number): number => Math.round(credits * 10);

/**
 * The credits of an account, shared by all its tokens: a window opens with the first call after the last one ended, and
 * a full pool comes back when it closes. How a cost is found is not published; here a call costs one credit and two
 * for every thousand rows or ranges, to the nearest tenth: near what was measured on small and on real accounts.
 */
export class Credits {
  /** Credits of one window. 100 is the default of the real API. */
  limit = 100;
  perCall = 1;
  perRow = 0.002;
  #spent = 0;
  #opensAt = -Infinity;
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  get remaining(): number {
    this.#turn();
    return Math.max(0, tenths(this.limit) - this.#spent) / 10;
  }

  /** Whole seconds until the pool is full again, rounded up. */
  get resetsIn(): number {
    this.#turn();
    if (this.#opensAt === -Infinity) return WINDOW_MS / 1000;
    return Math.ceil((this.#opensAt + WINDOW_MS - this.#now()) / 1000);
  }

  /** True when a plain call can no longer be paid: such a call is refused and costs nothing. */
  get isEmpty(): boolean {
    return this.remaining < this.perCall;
  }

  /** Spends, as another program on the same account would. */
  spend(credits: number): void {
    this.#turn();
    if (this.#opensAt === -Infinity) this.#opensAt = this.#now();
    this.#spent += tenths(credits);
  }

  /** Charges a call and gives the headers that tell of it. */
  charge(rows: number): Record<string, string> {
    const cost = tenths(this.perCall + this.perRow * rows) / 10;
    this.spend(cost);
    return this.headers(cost);
  }

  headers(cost: number): Record<string, string> {
    return {
      'x-five-min-limit-remaining': String(this.remaining),
      'x-five-min-limit-resets-in': String(this.resetsIn),
      'x-request-cost': String(cost),
    };
  }

  #turn(): void {
    const now = this.#now();
    if (now < this.#opensAt + WINDOW_MS && now >= this.#opensAt) return;
    this.#opensAt = -Infinity;
    this.#spent = 0;
  }
}
