import { createHash } from 'node:crypto';
import { seededChance } from '../core-for-test.ts';
import { DEEDS, type Told } from './actors.ts';
import { type LastTold, wrongInRequest, wrongWith } from './check-world.ts';
import { CallFailed } from '../../contract/client.ts';
import { isReading } from './simulated-network.ts';
import { InTime } from './in-time.ts';
import { askedInVain } from './asked-in-vain.ts';
import { settleConflicts, signInAgain, TROUBLE } from './trouble.ts';
import { openSimulatedHotel, type SimulatedHotel } from './simulated-hotel.ts';

export interface SeedResult {
  readonly seed: number;
  /** What is wrong, in words; empty where the seed passed. */
  readonly wrong: readonly string[];
  /** What happened, in order, with the time. */
  readonly story: readonly string[];
  /** Of everything that left the program: the same seed gives the same. */
  readonly trace: string;
  readonly requests: number;
  readonly lives: number;
  /** Indices of deeds that came to something. */
  readonly deeds: readonly number[];
}

export interface SeedOptions {
  /** Deeds to leave out, for a shorter story. */
  readonly without?: ReadonlySet<number>;
  readonly deeds?: number;
}

const DEED_COUNT = 40;
const WEIGHT = DEEDS.reduce((sum, [weight]) => sum + weight, 0);
const LONGEST_PAUSE_MS = 3 * 60_000;
const MINUTE = 60_000;
/** After the last trouble: time for two rounds of polling at the least, and for every retry and all that was put off. */
const LEAST_QUIET_MINUTES = 12;
const MOST_QUIET_MINUTES = 80;

/** So many deeds of every other seed go without trouble: then all that is told has to be told at once. */
const CALM_DEEDS = 16;
/** By then a channel has heard of what was done at the desk. */
const AT_ONCE_MS = 15_000;
/** What was changed at a channel is known here after a round of reading. */
const READ_WITHIN_MS = 6 * MINUTE;
const AT_THE_CHANNEL = ['guest-cancels', 'guest-shortens'];

function chooseDeed(at: number): (typeof DEEDS)[number] {
  let left = at * WEIGHT;
  return DEEDS.find(([weight]) => (left -= weight) < 0) ?? (DEEDS[0] as (typeof DEEDS)[number]);
}

class Run {
  readonly story: string[] = [];
  readonly wrong: string[] = [];
  readonly done: number[] = [];
  requests = 0;
  readonly #hotel: SimulatedHotel;
  readonly #trace = createHash('sha256');
  readonly told: Told;
  readonly #inTime: InTime;
  #isCalm: boolean;
  #unreadUntil = 0;

  constructor(hotel: SimulatedHotel, seed: number) {
    this.#hotel = hotel;
    this.#inTime = new InTime(hotel);
    this.#isCalm = seed % 2 === 0;
    this.told = {
      blocks: new Set(),
      deskBookings: new Set(),
      undoable: [],
      isRevoked: false,
      call: (words, run) => {
        run(hotel.client).catch((error: unknown) => {
          this.note(`  (${words}: ${String(error).slice(0, 160)})`);
          if (!(error instanceof CallFailed)) this.wrong.push(`mistake: ${words}: ${String(error)}`);
        });
      },
    };
    const last: LastTold = new Map();
    hotel.network.sending = (request) => {
      this.requests += 1;
      this.#trace.update(`${request.method} ${request.path} ${request.body ?? ''}\n`);
      // of these there are too many to tell
      if (!isReading(request))
        this.note(`  → ${request.method} ${request.path.slice(0, 80)} ${(request.body ?? '').slice(0, 300)}`);
      for (const words of wrongInRequest(hotel, request, last)) {
        this.wrong.push(words);
        this.note(`  WRONG ${words}`);
      }
    };
    hotel.network.arrived = (_request, status) => {
      if (status >= 400) this.note(`  ← ${status}`);
    };
  }

  note(words: string): void {
    const at = new Date(this.#hotel.clock.now()).toISOString().slice(11, 19);
    this.story.push(`${at} ${words}`);
  }

  async deed(seed: number, index: number): Promise<void> {
    const chance = seededChance((seed * 7_919 + index * 104_729) >>> 0);
    for (let warm = 0; warm < 8; warm++) chance.next();
    const chosen = chooseDeed(chance.next());
    const [, name, deed] = chosen;
    if (TROUBLE.includes(chosen)) {
      if (this.#isCalm && index < CALM_DEEDS) return;
      this.#isCalm = false;
    }
    if (AT_THE_CHANNEL.includes(name)) this.#unreadUntil = this.#hotel.clock.now() + READ_WITHIN_MS;
    const words = deed(this.#hotel, chance, this.told);
    if (words !== '') {
      this.done.push(index);
      this.#trace.update(`${words}\n`);
      this.note(`#${index} ${words}`);
    }
    await this.#pass(Math.floor(chance.next() ** 3 * LONGEST_PAUSE_MS));
    if (this.#isCalm && this.#hotel.clock.now() >= this.#unreadUntil) await this.#seeThatItIsTold();
  }

  async #seeThatItIsTold(): Promise<void> {
    if (!this.#inTime.look()) return;
    await this.#pass(AT_ONCE_MS);
    this.wrong.push(...this.#inTime.lookAgain());
  }

  /** Lets time pass; a program that has died comes back after a moment. */
  async #pass(ms: number): Promise<void> {
    const { clock } = this.#hotel;
    const until = clock.now() + ms;
    while (await clock.step(until - clock.now())) await this.#revive();
    await this.#revive();
    await clock.advance(Math.max(0, until - clock.now()));
    await this.#revive();
  }

  async #revive(): Promise<void> {
    if (!this.#hotel.life.isDead) return;
    this.note('the program starts again');
    await this.#hotel.restart();
  }

  /** No more trouble, and a person who tries again what was given up. */
  async quiet(): Promise<void> {
    const hotel = this.#hotel;
    hotel.network.isDown = false;
    for (const channel of hotel.channels) channel.faults.clear();
    await hotel.endOthers();
    hotel.life.spare();
    hotel.network.cutNextChangeMs = 0;
    hotel.network.atNextReading = undefined;
    this.note('all trouble is over');
    for (const { id } of hotel.connections)
      await hotel
        .drive(hotel.client.call('connections.pause', { id, isPaused: false }))
        .catch(() => undefined);
    for (let minute = 0; minute < MOST_QUIET_MINUTES; minute += LEAST_QUIET_MINUTES) {
      await this.#pass(LEAST_QUIET_MINUTES * MINUTE);
      const { items } = await hotel.drive(
        hotel.client.call('sync.outbox', { connectionId: null, show: 'open' }),
      );
      for (const { jobId, state } of items)
        if (state === 'dead') await hotel.drive(hotel.client.call('sync.retry', { jobId }));
      await hotel.drive(signInAgain(hotel, hotel.client));
      await hotel.drive(settleConflicts(hotel.client));
      if (items.length === 0 && wrongWith(hotel, this.told).length === 0) return;
    }
  }

  async check(): Promise<void> {
    const hotel = this.#hotel;
    this.wrong.push(...wrongWith(hotel, this.told), ...askedInVain(hotel, this.told), ...hotel.mistakes);
  }

  get trace(): string {
    return this.#trace.copy().digest('hex').slice(0, 16);
  }
}

/** Plays one seed from opening to quiet, and says what was wrong. */
export async function runSeed(seed: number, options: SeedOptions = {}): Promise<SeedResult> {
  const hotel = await openSimulatedHotel(seed);
  const run = new Run(hotel, seed);
  try {
    for (let index = 0; index < (options.deeds ?? DEED_COUNT); index++)
      if (!options.without?.has(index)) await run.deed(seed, index);
    await run.quiet();
    await run.check();
  } catch (error) {
    run.wrong.push(
      `it ended with: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
  } finally {
    await hotel.close();
  }
  const { story, wrong, trace, requests, done } = run;
  return { seed, wrong, story, trace, requests, lives: hotel.lives, deeds: done };
}

/** The same failure with as few deeds as can be: each that is not needed for it is left out. */
export async function shorten(failed: SeedResult): Promise<SeedResult> {
  const without = new Set<number>();
  let best = failed;
  for (const deed of [...failed.deeds].reverse()) {
    without.add(deed);
    const tried = await runSeed(failed.seed, { without });
    if (tried.wrong.length > 0) best = tried;
    else without.delete(deed);
  }
  return best;
}
