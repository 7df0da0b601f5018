import type { CellValue } from '../../domain/ari.ts';
import type { Chance } from '../../domain/chance.ts';
import type { ChannelProfile } from '../../domain/channel-profile.ts';
import type { ChecklistTemplate } from '../../domain/checklist-template.ts';
import type { Clock } from '../../domain/clock.ts';
import type { Environment, ExternalProperty, ExternalRoom } from '../../domain/connection.ts';
import type { FailureCode } from '../../domain/failure.ts';
import type { ParsedFeed } from '../../domain/feed.ts';
import type { Log } from '../../domain/log.ts';
import type { ReservationRevision, RevisionProblem } from '../../domain/revision.ts';
import type { StayDate } from '../../domain/stay-date.ts';
import type { RunStep } from '../../domain/visit.ts';
import type { WorkEdit } from '../../domain/worklist.ts';
import type { ApiHttp } from './api-http.ts';
import type { ProviderDescriptor } from './descriptor.ts';

export * from './descriptor.ts';

/** What went wrong at a channel: words for staff, and what the engine needs to decide. Never a token or a guest. */
export interface ProviderFailure {
  readonly code: FailureCode;
  readonly words: string;
  /** When the channel wants to be asked again, as an instant. */
  readonly retryAt?: number;
  /** For `unmapped`: what has to be linked first. */
  readonly fact?: string;
  /** False where the effect surely did not happen. True where it may have: look before it is done again. */
  readonly mayHaveHappened?: boolean;
  readonly details?: Readonly<Record<string, unknown>>;
}
export type Outcome<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: ProviderFailure };

/** What an operation may use. The http door already carries base address, limits, time-out, sign-in and redaction. */
export interface ProviderContext {
  readonly connection: {
    readonly id: number;
    readonly environment: Environment;
    readonly externalPropertyId: string;
    readonly currency: string;
    readonly zone: string;
  };
  readonly http: ApiHttp;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** What is kept in the secrets for a connection: a small JSON object that only its provider understands. */
export type Credential = Readonly<Record<string, string>>;
/** What calls are made with until it ends; kept in memory only. */
export interface SessionToken {
  readonly headers: Readonly<Record<string, string>>;
  readonly expiresAt: number;
}

/** Nights of one cell that get one value. `from` and `to` are the first and the last night, both included. */
export interface CellChange {
  /** Ours; receipts name it. */
  readonly id: number;
  readonly externalRoomId: string;
  /** Null for the room type itself. */
  readonly externalPlanId: string | null;
  readonly from: StayDate;
  readonly to: StayDate;
  readonly value: CellValue;
}
/**
 * What became of one change. `taken`: the channel confirmed it. `refused`: it will not take this one, in its own words; the
 * others stand. `unsure`: nothing is known. `cutTo` where it took less than was told (fields as it said they are now).
 */
export type Receipt =
  | { readonly id: number; readonly type: 'taken'; readonly cutTo?: CellValue; readonly words?: string }
  | { readonly id: number; readonly type: 'refused'; readonly failure: ProviderFailure }
  | { readonly id: number; readonly type: 'unsure'; readonly failure: ProviderFailure };

/** What the channel says it shows, night by night. */
export interface ReadCell {
  readonly externalRoomId: string;
  readonly externalPlanId: string | null;
  readonly night: StayDate;
  readonly value: CellValue;
}

export interface PullPage {
  readonly revisions: readonly ReservationRevision[];
  readonly problems: readonly RevisionProblem[];
  /** Hand it to the next `pull` of this round; null where this was the last page. */
  readonly next: string | null;
  /** To begin the next round from, once every page of this one is on disk. From what was read, never from our clock. */
  readonly cursor: string;
}

/** A booking of ours to be made, changed or cancelled at the channel. */
export interface ReservationOrder {
  /** Ours, unguessable, the same at every try: it is looked for before anything is made again. */
  readonly ownRef: string;
  /** Theirs, once known. */
  readonly externalId: string | null;
  readonly externalRoomId: string;
  readonly status: 'confirmed' | 'cancelled';
  readonly arrival: StayDate;
  readonly departure: StayDate;
  readonly adults: number;
  readonly children: number;
  readonly guest: { readonly name: string; readonly email: string; readonly phone: string };
  readonly priceMinor: number | null;
  readonly note: string;
  /** True: an earlier try may have made it. */
  readonly mayExist: boolean;
}

/** One delivery parsed. A mere hint says only that something changed. */
export type WebhookMeaning =
  | { readonly type: 'revision'; readonly revision: ReservationRevision; readonly deliveryId: string }
  | {
      readonly type: 'hint';
      readonly about: 'bookings' | 'inventory';
      readonly externalId: string | null;
      /** Null where all such deliveries are alike: the next one is not this one again. */
      readonly deliveryId: string | null;
    }
  | { readonly type: 'unknown'; readonly words: string; readonly deliveryId: string };
export interface RawDelivery {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** An answer as it came over the wire: what `classify` decides by. */
export interface WireAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON; undefined where it was none. */
  readonly body: unknown;
}

/** Nights taken, as a reader of our calendar sees them. */
export interface DocumentStay {
  /** Random and kept for the life of the block: never made from a name or a date. */
  readonly uid: string;
  readonly arrival: StayDate;
  readonly departure: StayDate;
  /** When the nights or the text last changed (epoch ms); not when the document was written. */
  readonly changedAt: number;
  /** Counts the changes. */
  readonly sequence: number;
  readonly summary: string;
}

/** A channel. Operations are there exactly where the descriptor claims the capability. */
export interface Provider {
  readonly descriptor: ProviderDescriptor;
  /** Undefined for a good answer. Pure; status alone decides nothing. `now` is an instant. */
  classify(answer: WireAnswer, now: number): ProviderFailure | undefined;
  /** What an answer says of the limits: points left and when they are whole again. Pure. */
  limitsOf?(
    answer: WireAnswer,
    now: number,
  ): { readonly remaining: number; readonly resetsAt: number; readonly cost?: number } | undefined;
  /** Turns what a person typed into what is kept. Uses up one-time codes. */
  signIn?(fields: Readonly<Record<string, string>>, context: ProviderContext): Promise<Outcome<Credential>>;
  openSession?(credential: Credential, context: ProviderContext): Promise<Outcome<SessionToken>>;
  /** Lets go of it at the channel. */
  revoke?(credential: Credential, context: ProviderContext): Promise<Outcome<void>>;
  /** Asks who we are there, and what we may; changes nothing. */
  verify?(context: ProviderContext): Promise<
    Outcome<{
      readonly properties: readonly ExternalProperty[];
      /** For staff: what this sign-in may not do, and what to tick there. */
      readonly missing: readonly string[];
    }>
  >;
  listRoomTypes?(context: ProviderContext): Promise<Outcome<readonly ExternalRoom[]>>;
  /** `cursor` null: everything from the start. `page` null: the first page. `reach: 'all'`: every booking, however old its change. */
  pull?(
    context: ProviderContext,
    ask: { readonly cursor: string | null; readonly page: string | null; readonly reach: 'changes' | 'all' },
  ): Promise<Outcome<PullPage>>;
  /** One booking as it is now; null where there is none. */
  pullOne?(context: ProviderContext, externalId: string): Promise<Outcome<ReservationRevision | null>>;
  /** One receipt for each change, in any order. Refuses as a whole only where nothing of it was done. */
  push?(context: ProviderContext, changes: readonly CellChange[]): Promise<Outcome<readonly Receipt[]>>;
  readBack?(
    context: ProviderContext,
    ask: { readonly externalRoomIds: readonly string[]; readonly from: StayDate; readonly to: StayDate },
  ): Promise<Outcome<readonly ReadCell[]>>;
  /** Makes, changes or cancels; answers the booking's id there. Never makes it twice. */
  pushReservation?(
    context: ProviderContext,
    order: ReservationOrder,
  ): Promise<Outcome<{ readonly externalId: string }>>;
  /** Pure. Undefined where it is not authentic. `secret` is the value that we chose for the static header. */
  parseWebhook?(raw: RawDelivery, secret: string): WebhookMeaning | undefined;
  /**
   * For feeds, which are fetched and published whole, without a call: the complete set of what is taken. Pure; never throws,
   * whatever the body holds.
   */
  readDocument?(
    body: Uint8Array | string,
    options: { readonly zone: string; readonly asOf: StayDate; readonly host?: string },
  ): ParsedFeed;
  /** Pure. Equal stays give equal text, in whatever order. */
  renderDocument?(document: {
    readonly calendarName: string;
    readonly events: readonly DocumentStay[];
  }): string;
  /** For people: how each task is done there, as shipped. */
  readonly checklists?: readonly ChecklistTemplate[];
  /**
   * For people: the steps by which these edits are entered at the channel's extranet, nothing of them done. Pure. Templates
   * that staff have changed are handed in; without them the shipped ones hold.
   */
  describeSteps?(
    edits: readonly WorkEdit[],
    profile: ChannelProfile,
    templates?: readonly ChecklistTemplate[],
  ): readonly RunStep[];
}
