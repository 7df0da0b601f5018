import type { ChartRoomType } from '../../src/contract/calendar.ts';
import { channelName } from '../../src/domain/channel.ts';
import { barsTaking, type Bar, type BarIndex } from './bar-index.ts';
import { countOf, dayShort, nightsInWords, stayShort } from './words.ts';

/** Something that is being moved, pulled longer or drawn, and where it would lie if it were dropped now. */
export interface Draft {
  readonly kind: 'move' | 'resize' | 'create';
  /** The bar in hand; undefined while a new one is drawn. */
  readonly bar: Bar | undefined;
  /** 0 for the parking row. */
  readonly unitId: number;
  readonly roomTypeId: number;
  readonly arrival: number;
  /** Exclusive. */
  readonly departure: number;
  /** The person asked for other dates, which the channel does not allow; `arrival` and `departure` kept theirs. */
  readonly datesRefused: boolean;
}

/** A reason, in words, against a draft. None of them forbids the drop; the screen asks where it must. */
export interface Problem {
  readonly code:
    | 'taken'
    | 'closed'
    | 'held'
    | 'dates-from-channel'
    | 'other-type'
    | 'locked'
    | 'in-house'
    | 'past'
    | 'unit-from-channel';
  readonly text: string;
  /** Nights to hatch, where the reason lies on single nights. */
  readonly nights: { readonly first: number; readonly end: number } | undefined;
}

export interface Target {
  readonly unitId: number;
  readonly roomTypeId: number;
}

/** The draft of a bar carried to `target` and by `nights`. Dates that belong to a channel stay. */
export function moveDraft(bar: Bar, target: Target, nights: number): Draft {
  const keepsDates = bar.isFromFeed;
  const shift = keepsDates ? 0 : nights;
  return {
    kind: 'move',
    bar,
    unitId: target.unitId,
    // parking a stay does not change what was sold
    roomTypeId: target.unitId === 0 ? bar.roomTypeId : target.roomTypeId,
    arrival: bar.arrival + shift,
    departure: bar.departure + shift,
    datesRefused: keepsDates && nights !== 0,
  };
}

/** The draft of a bar pulled at one end to begin or end on `day`. At least one night remains. */
export function resizeDraft(bar: Bar, end: 'arrival' | 'departure', day: number): Draft {
  const arrival = end === 'arrival' ? Math.min(day, bar.departure - 1) : bar.arrival;
  const departure = end === 'departure' ? Math.max(day, bar.arrival + 1) : bar.departure;
  const changed = arrival !== bar.arrival || departure !== bar.departure;
  const dates = bar.isFromFeed ? { arrival: bar.arrival, departure: bar.departure } : { arrival, departure };
  const place = { unitId: bar.unitId, roomTypeId: bar.roomTypeId };
  return { kind: 'resize', bar, ...place, ...dates, datesRefused: bar.isFromFeed && changed };
}

/** The draft of a new stay over the nights between two cells, both included. */
export const createDraft = (target: Target, from: number, to: number): Draft => ({
  kind: 'create',
  bar: undefined,
  ...target,
  arrival: Math.min(from, to),
  departure: Math.max(from, to) + 1,
  datesRefused: false,
});

/** True where dropping the draft would change nothing. */
export const changesNothing = (draft: Draft): boolean =>
  draft.bar !== undefined &&
  draft.unitId === draft.bar.unitId &&
  draft.arrival === draft.bar.arrival &&
  draft.departure === draft.bar.departure;

const lowerFirst = (text: string): string =>
  /^\p{Lu}\p{Ll}/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;

function problemWith(other: Bar, unit: string, draft: Draft): Problem {
  const first = Math.max(other.arrival, draft.arrival);
  const nights = { first, end: Math.min(other.departure, draft.departure) };
  const isLong = nights.end - nights.first > 2;
  const on = `${isLong ? ', nights' : ' on'} ${nightsInWords(nights.first, nights.end)}`;
  if (other.kind === 'stay') return { code: 'taken', text: `${other.label} is in ${unit}${on}`, nights };
  if (other.kind === 'hold') return { code: 'held', text: `${unit} is held${on}`, nights };
  if (other.channel !== 'direct')
    return { code: 'closed', text: `${unit} is closed by ${channelName(other.channel)}${on}`, nights };
  const reason = other.label ? ` for ${lowerFirst(other.label)}` : '';
  return { code: 'closed', text: `${unit} is closed${reason}${on}`, nights };
}

function problemsOfBar(draft: Draft, bar: Bar, types: readonly ChartRoomType[]): Problem[] {
  const problems: Problem[] = [];
  const add = (code: Problem['code'], text: string): void =>
    void problems.push({ code, text, nights: undefined });
  if (draft.datesRefused)
    add('dates-from-channel', `Dates come from ${channelName(bar.channel)}: change them there`);
  const hasMoved = draft.unitId !== bar.unitId;
  if (hasMoved && bar.isLocked) add('locked', `${bar.label} is locked to its unit`);
  if (hasMoved && draft.unitId !== 0 && draft.roomTypeId !== bar.roomTypeId) {
    const type = types.find((each) => each.id === draft.roomTypeId);
    if (type) add('other-type', `Different room type: ${type.name}`);
  }
  if (bar.status === 'in-house' && draft.arrival !== bar.arrival)
    add('in-house', `${bar.label} has been in house since ${dayShort(bar.arrival)}`);
  return problems;
}

/** What speaks against dropping the draft here, in the order in which a person should hear it. */
export function problemsOf(index: BarIndex, draft: Draft, today: number): Problem[] {
  const types = index.calendar.roomTypes;
  const problems: Problem[] = [];
  if (draft.unitId !== 0) {
    const unit = types.flatMap((type) => type.units).find((each) => each.id === draft.unitId);
    const nights = { first: draft.arrival, end: draft.departure };
    for (const other of barsTaking(index, draft.unitId, nights))
      if (other.kind !== 'echo' && other.key !== draft.bar?.key)
        problems.push(problemWith(other, unit?.name ?? 'The unit', draft));
  }
  if (draft.bar) problems.push(...problemsOfBar(draft, draft.bar, types));
  if (draft.kind === 'create' && draft.arrival < today)
    problems.push({ code: 'past', text: `${dayShort(draft.arrival)} is past`, nights: undefined });
  return problems;
}

/** One line that says where the draft lies now: "Iyer: 206, 26 to 29 Nov, 3 nights". */
export function draftInWords(index: BarIndex, draft: Draft): string {
  const unit = index.calendar.roomTypes
    .flatMap((type) => type.units)
    .find((each) => each.id === draft.unitId);
  const nights = countOf(draft.departure - draft.arrival, 'night');
  const dates = stayShort(draft.arrival, draft.departure);
  return `${draft.bar?.label ?? 'New stay'}: ${unit?.name ?? 'no unit'}, ${dates}, ${nights}`;
}
