import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Lane, NO_PLAN, UNKNOWN } from '../domain/ari.ts';
import { type ChannelProfile, emptyProfile } from '../domain/channel-profile.ts';
import { type ChecklistTemplate, parseTemplate } from '../domain/checklist-template.ts';
import { compactCells } from '../domain/compact.ts';
import { deltaOf } from '../domain/delta.ts';
import type { RoomTypeId } from '../domain/property.ts';
import { type DayNumber, dayNumber, stayDate } from '../domain/stay-date.ts';
import {
  judgeStep,
  outcomeOf,
  type RunStep,
  type Seen,
  type StepLine,
  stepsOfVisit,
} from '../domain/visit.ts';
import { type WorkCell, type WorkEdit, worklistOf } from '../domain/worklist.ts';
import { knownToShow } from '../domain/certainty.ts';
import agodaClose from '../providers/agoda/templates/close.json' with { type: 'json' };
import agodaOpen from '../providers/agoda/templates/open.json' with { type: 'json' };
import agodaChange from '../providers/agoda/templates/change.json' with { type: 'json' };
import agodaVerify from '../providers/agoda/templates/verify.json' with { type: 'json' };
import bookingClose from '../providers/booking-extranet/templates/close.json' with { type: 'json' };
import bookingOpen from '../providers/booking-extranet/templates/open.json' with { type: 'json' };
import bookingChange from '../providers/booking-extranet/templates/change.json' with { type: 'json' };
import bookingVerify from '../providers/booking-extranet/templates/verify.json' with { type: 'json' };
import gommtClose from '../providers/gommt/templates/close.json' with { type: 'json' };
import gommtOpen from '../providers/gommt/templates/open.json' with { type: 'json' };
import gommtChange from '../providers/gommt/templates/change.json' with { type: 'json' };
import gommtVerify from '../providers/gommt/templates/verify.json' with { type: 'json' };
import { chanceFrom } from '../sandbox/chance.ts';
import { Clerk } from '../sandbox/extranet/clerk.ts';
import { CLERK_MANNERS, type ClerkKind } from '../sandbox/extranet/clerk-manner.ts';
import { Extranet, EXTRANET_KINDS, type ExtranetKind } from '../sandbox/extranet/extranet.ts';
import { entryOf, instructionOf } from './visit-clerk.ts';

const FROM = 21_000 as DayNumber;
const NIGHTS = 6;
const ROOMS = [
  { roomTypeId: 1 as RoomTypeId, externalId: '881', name: 'Standard Double Room', units: 2 },
  { roomTypeId: 2 as RoomTypeId, externalId: '882', name: 'Attic Room', units: 1 },
];
const CONTRACTS = ['B2C', 'Corporate'];
const SHIPPED: Readonly<Record<ExtranetKind, readonly unknown[]>> = {
  agoda: [agodaClose, agodaOpen, agodaChange, agodaVerify],
  booking: [bookingClose, bookingOpen, bookingChange, bookingVerify],
  gommt: [gommtClose, gommtOpen, gommtChange, gommtVerify],
};
const templatesFrom = (shipped: readonly unknown[]): ChecklistTemplate[] =>
  shipped.map((json) => {
    const parsed = parseTemplate(json);
    if (!parsed.ok) throw new Error(parsed.problems.join(' '));
    return parsed.template;
  });
const TEMPLATES = Object.fromEntries(
  EXTRANET_KINDS.map((kind) => [kind, templatesFrom(SHIPPED[kind])]),
) as Readonly<Record<ExtranetKind, ChecklistTemplate[]>>;

function profileOf(kind: ExtranetKind): ChannelProfile {
  const body = emptyProfile(kind);
  const contractTypes = kind === 'gommt' ? CONTRACTS : [];
  return {
    ...body,
    answers: { ...body.answers, contractTypes: { value: contractTypes, checkedAt: 1, checkedBy: 'Ines' } },
    rooms: ROOMS.map((room) => ({ ...room, plans: [] })),
  };
}

/** A hotel that wants numbers shown, an extranet, somebody who enters them, and the ledger of what is known. */
class Desk {
  readonly extranet: Extranet;
  targets: number[][];
  readonly #kind: ExtranetKind;
  readonly #clerk: Clerk;
  readonly #cells = new Map<string, WorkCell>();
  #now = 1_000;

  constructor(kind: ExtranetKind, manner: ClerkKind, countsEndDate: boolean, seed: string) {
    this.#kind = kind;
    const contractTypes = kind === 'gommt' ? CONTRACTS : [];
    this.extranet = new Extranet({
      ...{ kind, propertyId: '4711', propertyName: 'Hotel Sample', countsEndDate, putsBack: false },
      rooms: ROOMS.map(({ externalId, name, units }) => ({
        ...{ id: externalId, name, units, priceMinor: 9_900, contractTypes },
      })),
    });
    this.#clerk = new Clerk(this.extranet, CLERK_MANNERS[manner], chanceFrom(seed).next);
    this.targets = ROOMS.map(({ units }) => new Array<number>(NIGHTS).fill(units));
    this.targets.forEach((nights, room) =>
      nights.forEach((units, at) => this.#know(room, (FROM + at) as DayNumber, units)),
    );
  }

  screen(): number[][] {
    return ROOMS.map(({ externalId }) =>
      Array.from(
        { length: NIGHTS },
        (_, at) => this.extranet.see(externalId, stayDate((FROM + at) as DayNumber)).left,
      ),
    );
  }

  edits(): WorkEdit[] {
    const lanes = this.targets.map((nights, room) => this.#lane(room, Int32Array.from(nights)));
    const shown = this.targets.map((nights, room) =>
      this.#lane(
        room,
        Int32Array.from(
          nights,
          (_, at) => knownToShow(this.#cell(room, (FROM + at) as DayNumber)).available ?? UNKNOWN,
        ),
      ),
    );
    const limits = { nightsPerRange: 400, breaksAtMonthEnd: false };
    const ranges = compactCells(deltaOf(lanes, shown, []), limits);
    const roomName = (id: RoomTypeId): string => ROOMS[id - 1]?.name ?? '';
    return worklistOf(ranges, { desired: lanes, cells: [...this.#cells.values()], roomName, at: this.#now });
  }

  /** One visit, as far as the clerk gets; answers how it stands then. */
  visit(): ReturnType<typeof outcomeOf> {
    this.#clerk.comeBack();
    const [templates, edits, profile] = [TEMPLATES[this.#kind], this.edits(), profileOf(this.#kind)];
    const lines: StepLine[] = [];
    for (;;) {
      const steps = stepsOfVisit(templates, edits, profile, lines);
      const step = steps.find(({ state }) => state === 'open');
      if (!step) return outcomeOf(steps);
      const { answer, tookMs } = this.#clerk.perform(instructionOf(step, edits));
      this.#now += tookMs;
      if (answer.type === 'left') return outcomeOf(steps);
      const entry = entryOf(step, answer);
      const judged = entry && judgeStep(step, entry);
      if (judged?.type === 'refused') throw new Error(JSON.stringify(judged.problems));
      const line = { step: step.key, at: this.#now, by: 'Ines', note: '' };
      const seen = judged?.seen ?? { covers: step.covers };
      const act = judged ? (judged.type === 'stop' ? 'differs' : 'ticked') : 'skipped';
      lines.push({ ...line, act, seen });
      if (judged) this.#learn(step, seen);
      if (act === 'differs') return outcomeOf(stepsOfVisit(templates, edits, profile, lines));
    }
  }

  /** Where the ledger says that all is as it should be, it is. */
  liesAbout(): string[] {
    const screen = this.screen();
    return this.targets.flatMap((nights, room) =>
      nights.flatMap((target, at) => {
        const known = knownToShow(this.#cell(room, (FROM + at) as DayNumber)).available;
        return known === target && screen[room]?.[at] !== target ? [`${String(room)}/${String(at)}`] : [];
      }),
    );
  }

  /** As the engine moves its ledger: set is told, seen is read, and seen as wanted is confirmed. */
  #learn(step: RunStep, seen: Seen): void {
    const room = (step.edit?.roomTypeId ?? 0) - 1;
    for (const { night, target } of step.nights) {
      const day = dayNumber(night);
      const cell = this.#cell(room, day);
      const number = seen[night];
      if (step.step.marks === 'set')
        this.#keep(room, { ...cell, sent: { available: target }, sentAt: this.#now });
      else if (typeof number === 'number') this.#know(room, day, number);
    }
  }

  #know(room: number, day: DayNumber, available: number): void {
    const known = { acked: { available }, ackedAt: this.#now, sent: null, sentAt: null };
    this.#keep(room, { ...this.#cell(room, day), ...known });
  }

  #keep(room: number, cell: WorkCell): void {
    this.#cells.set(`${String(room)}/${String(cell.day)}`, cell);
  }

  #cell(room: number, day: DayNumber): WorkCell {
    return (
      this.#cells.get(`${String(room)}/${String(day)}`) ?? {
        ...{ roomTypeId: ROOMS[room]?.roomTypeId as RoomTypeId, ratePlanId: NO_PLAN, day },
        ...{ acked: null, ackedAt: null, read: null, readAt: null, sent: null, sentAt: null, refused: null },
      }
    );
  }

  #lane(room: number, available: Int32Array): Lane {
    const roomTypeId = ROOMS[room]?.roomTypeId as RoomTypeId;
    return { roomTypeId, ratePlanId: NO_PLAN, from: FROM, nights: NIGHTS, columns: { available } };
  }
}

const wishes = fc.array(
  fc.tuple(...ROOMS.map(() => fc.array(fc.nat(3), { minLength: NIGHTS, maxLength: NIGHTS }))),
  { minLength: 1, maxLength: 3 },
);

describe('a clerk at the shipped steps', () => {
  it('who is diligent is done in one visit, and the list is empty', () => {
    fc.assert(
      fc.property(fc.constantFrom(...EXTRANET_KINDS), wishes, fc.boolean(), (kind, wanted, countsEndDate) => {
        const desk = new Desk(kind, 'diligent', countsEndDate, 'desk');
        for (const targets of wanted) {
          desk.targets = targets;
          if (desk.edits().length > 0) expect(desk.visit()).toBe('done');
          expect(desk.screen()).toEqual(targets);
          expect(desk.edits()).toEqual([]);
        }
      }),
      { numRuns: 10 },
    );
  });

  it('whoever it is gets there in the end, and the ledger never says so before', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...EXTRANET_KINDS),
        fc.constantFrom(...(Object.keys(CLERK_MANNERS) as ClerkKind[])),
        wishes,
        fc.boolean(),
        fc.integer(),
        (kind, manner, wanted, countsEndDate, seed) => {
          const desk = new Desk(kind, manner, countsEndDate, String(seed));
          for (const targets of wanted) {
            // the wish may change while somebody is half way through
            desk.targets = targets;
            desk.visit();
            expect(desk.liesAbout()).toEqual([]);
          }
          for (let visits = 0; desk.edits().length > 0; visits += 1) {
            if (visits > 100) throw new Error('never done');
            desk.visit();
            expect(desk.liesAbout()).toEqual([]);
          }
          expect(desk.screen()).toEqual(desk.targets);
        },
      ),
      { numRuns: 12 },
    );
  });
});
