import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Core } from '../../app/core.ts';
import { createCore, databaseFile } from '../../app/create-core.ts';
import { type Client, createClient } from '../../contract/client.ts';
import { createMemorySecrets } from '../../host/secrets/memory.ts';
import type { Property } from '../../sandbox/beds24/hotel.ts';
import type { Beds24Sandbox } from '../../sandbox/beds24/server.ts';
import type { Store } from '../../store/database.ts';
import { MIGRATIONS, seededChance } from '../core-for-test.ts';
import { createCrashingStore, type CrashingStore, LivesDatabase } from './crashing-store.ts';
import { emptyDatabase, PLACE } from './empty-database.ts';
import { connect, furnish } from './furnish.ts';
import { createSimulatedNetwork, type SimulatedNetwork } from './simulated-network.ts';
import { createVirtualClock, type LifeClock, settle, type VirtualClock } from './virtual-clock.ts';

export const START = Date.parse('2027-03-01T08:00:00Z');

export interface SimulatedRoomType {
  readonly id: number;
  readonly name: string;
  readonly unitIds: readonly number[];
}
export interface SimulatedConnection {
  readonly id: number;
  readonly channel: Beds24Sandbox;
  /** The hotel as it stands there, for what is changed there by hand. */
  readonly property: Property;
  /** Room ids there, in the order of the room types. */
  readonly rooms: readonly number[];
  /** Under which header it announces bookings, and with which secret. */
  readonly webhookLine: string;
}

/** A hotel with two channel managers on a wire that breaks, and a program that dies and comes back. */
export interface SimulatedHotel {
  readonly clock: VirtualClock;
  readonly network: SimulatedNetwork;
  readonly channels: readonly Beds24Sandbox[];
  readonly roomTypes: readonly SimulatedRoomType[];
  readonly connections: readonly SimulatedConnection[];
  /** The one rate plan, priced at every channel. */
  readonly ratePlanId: number;
  /** The program as it lives now. */
  readonly core: Core;
  readonly client: Client;
  readonly store: Store;
  readonly life: CrashingStore;
  readonly lives: number;
  /** True from the first time on that somebody has set the computer's clock. */
  readonly isClockSet: boolean;
  /** Sets the computer's clock by so much, for this life of the program and all to come. */
  setClock(ms: number): void;
  /** What the program itself calls a mistake of its own, and what was ended twice. */
  readonly mistakes: readonly string[];
  /**
   * The program stands still for so long, while another is started in its place; then it wakes and goes on for a moment as
   * if nothing had happened, and dies. Nothing but the queue's own order keeps the two apart.
   */
  standStill(ms: number): void;
  /** The end of all who stood still. */
  endOthers(): Promise<void>;
  /** Ends the program where it stands, unless it has ended by itself, and starts it again. */
  restart(): Promise<void>;
  /** Lets time pass until `promise` has an answer. */
  drive<T>(promise: Promise<T>): Promise<T>;
  close(): Promise<void>;
}

interface Life extends Pick<SimulatedHotel, 'core' | 'client' | 'store'> {
  readonly crashing: CrashingStore;
  readonly clock: LifeClock;
  /** While it stands still: until when. */
  sleeping: Promise<void> | undefined;
}

/** By then what was on the wire has arrived. */
const NOTICED_AFTER_MS = 1_500;
/** How long one that has stood still goes on before it dies. */
const AWAKE_AGAIN_MS = 45_000;
/** By these words the program tells its log of mistakes of its own. */
const MISTAKES = [
  'A call failed in an unforeseen way',
  'What follows a command failed',
  'A job failed by a mistake',
];
const LONGEST_ANSWER_MS = 3_600_000;

class Hotel implements SimulatedHotel {
  readonly clock = createVirtualClock(START);
  readonly channels: Beds24Sandbox[] = [];
  readonly roomTypes: SimulatedRoomType[] = [];
  readonly connections: SimulatedConnection[] = [];
  readonly network: SimulatedNetwork;
  readonly #mistakes: string[] = [];
  lives = 0;
  ratePlanId = 0;
  isClockSet = false;
  #clockIsAhead = 0;
  readonly #seed: number;
  readonly #folder = mkdtempSync(join(PLACE, 'bellhop-simulation-'));
  readonly #secrets = createMemorySecrets();
  readonly #database = new LivesDatabase();
  readonly #lived: CrashingStore[] = [];
  #life: Life | undefined;

  constructor(seed: number) {
    this.#seed = seed;
    this.network = createSimulatedNetwork(this.clock, seededChance(seed ^ 0x5eed), this.channels);
  }

  get core(): Core {
    return this.#now.core;
  }
  get client(): Client {
    return this.#now.client;
  }
  get mistakes(): string[] {
    return [...new Set([...this.#lived.flatMap((life) => life.wrongEndings()), ...this.#mistakes])];
  }
  get store(): Store {
    return this.#now.store;
  }
  get life(): CrashingStore {
    return this.#now.crashing;
  }
  get #now(): Life {
    if (!this.#life) throw new Error('The program does not run.');
    return this.#life;
  }

  async open(): Promise<this> {
    writeFileSync(databaseFile(this.#folder), emptyDatabase());
    await this.restart();
    this.ratePlanId = await this.drive(furnish(this, this.roomTypes));
    for (const index of [0, 1])
      this.connections.push(await this.drive(connect(this, this.channels, { seed: this.#seed, index })));
    return this;
  }

  async restart(): Promise<void> {
    this.#life?.crashing.die();
    await this.#begin();
  }

  setClock(ms: number): void {
    this.isClockSet = true;
    this.#clockIsAhead += ms;
    this.#now.clock.setBy(ms);
  }

  standStill(ms: number): void {
    const still = this.#now;
    const { promise, resolve } = Promise.withResolvers<void>();
    still.clock.freeze();
    still.sleeping = promise;
    this.clock.world.after(ms, () => {
      still.sleeping = undefined;
      still.clock.thaw();
      resolve();
    });
    this.clock.world.after(ms + AWAKE_AGAIN_MS, () => still.crashing.die());
    this.clock.world.after(NOTICED_AFTER_MS, () => {
      if (this.#life === still) void this.#begin();
    });
  }

  async endOthers(): Promise<void> {
    for (const one of this.#lived) if (one !== this.#life?.crashing) one.die();
    await settle();
  }

  async #begin(): Promise<void> {
    this.lives += 1;
    const clock = this.clock.life();
    clock.setBy(this.#clockIsAhead);
    const crashing = createCrashingStore(this.#database, () => clock.kill());
    const own: { life?: Life } = {};
    const warn = (words: string, facts?: Readonly<Record<string, unknown>>): void => {
      if (MISTAKES.includes(words) && !crashing.isDead)
        this.#mistakes.push(
          `mistake: ${words} (${String(facts?.['kind'] ?? facts?.['name'])}: ${String(facts?.['error'])})`,
        );
    };
    let store: Store | undefined;
    const core = await createCore({
      way: 'test',
      hotel: 'own',
      version: '0.0.0',
      dataFolder: this.#folder,
      migrationsFolder: MIGRATIONS,
      clock,
      chance: seededChance(this.#seed * 1_000 + this.lives),
      log: { info: () => undefined, warn },
      secrets: {
        store: this.#secrets,
        state: () => ({ kind: 'memory', isLocked: false, note: null }),
        unlock: () => Promise.resolve(),
        seal: () => Promise.resolve(),
      },
      abilities: {},
      allowsLoopback: true,
      feedOrigin: () => null,
      transport: this.network.transportOf({
        isAlive: () => !crashing.isDead,
        awake: () => own.life?.sleeping ?? Promise.resolve(),
      }),
      openStore: (file, migrations) => (store = crashing.open(file, migrations)),
    });
    if (!store) throw new Error(`Nothing opened ${databaseFile(this.#folder)}.`);
    const client = createClient({
      async send(request) {
        await own.life?.sleeping;
        const reply = await core.dispatch(request, { actor: 'Test clerk', origin: 'test' });
        // the dead answer nobody
        return crashing.isDead ? new Promise(() => undefined) : reply;
      },
      subscribe: (listen) => core.subscribe(listen),
    });
    this.#lived.push(crashing);
    this.#life = own.life = { core, client, store, crashing, clock, sleeping: undefined };
    core.start();
    await settle();
  }

  async drive<T>(promise: Promise<T>): Promise<T> {
    let isOver = false;
    const end = promise.finally(() => (isOver = true));
    end.catch(() => undefined);
    const until = this.clock.now() + LONGEST_ANSWER_MS;
    await settle();
    while (!isOver) {
      const isAlive = this.#life?.crashing.isDead === false;
      if (!isAlive || !(await this.clock.step(until - this.clock.now())))
        throw new Error('No answer came within an hour.');
    }
    return end;
  }

  async close(): Promise<void> {
    for (const one of this.#lived) one.die();
    await settle();
    this.#database.close();
    await Promise.all(this.channels.map((channel) => channel.close()));
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** The same seed always lives through the same. */
export const openSimulatedHotel = (seed: number): Promise<SimulatedHotel> => new Hotel(seed).open();
