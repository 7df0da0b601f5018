import { channelName } from '../../src/domain/channel.ts';
import type { NightMark } from '../../src/contract/calendar.ts';
import { barOf, slotsWithin, touches, type Bar, type BarIndex } from './bar-index.ts';
import { markOf } from './night-marks.ts';
import type { ChartRow } from './rows.ts';
import { countOf, dayFull, stayInWords } from './words.ts';

/** What a night's mark means, the worst channel speaking. */
export const MARK_WORDS: Readonly<Record<NightMark, string>> = {
  sent: 'told, not confirmed yet',
  queued: 'still to be told',
  unknown: 'a channel does not say what it shows',
  differs: 'a channel shows something else',
  refused: 'refused by a channel',
  'by-hand': 'done by hand',
};

/** "Marlow, Airbnb, 25 to 29 November, conflict" */
export function barInWords(bar: Bar): string {
  const words = [bar.label || (bar.kind === 'stay' ? 'Guest' : bar.kind)];
  if (bar.kind === 'stay') words.push(channelName(bar.channel));
  else if (bar.kind === 'block' && !/^closed/i.test(bar.label)) words.push('closed');
  else if (bar.kind === 'hold') words.push('hold');
  words.push(stayInWords(bar.arrival, bar.departure));
  if (bar.status === 'in-house') words.push('in house');
  if (bar.isConflict) words.push('conflict');
  if (bar.isPendingRelease)
    words.push(
      bar.status === 'cancelled'
        ? 'cancelled here, waiting for its channel to let go'
        : 'no longer in its feed, waiting for more answers',
    );
  if (bar.isLocked) words.push('locked');
  if (bar.hasNote) words.push('has a note');
  if (bar.isUnpaid) words.push('not all paid');
  return words.join(', ');
}

/** What a cell says: "204, night of Thu 26 November: Marlow, Airbnb, 25 to 29 November, conflict". */
export function cellInWords(index: BarIndex, row: ChartRow, day: number, loadedFrom: number): string {
  if (row.kind === 'type' || row.kind === 'heat') return stripInWords(index, row, day, loadedFrom);
  const place = row.kind === 'parking' ? 'No unit yet' : row.name;
  const nights = { first: day, end: day + 1 };
  const slots = slotsWithin(index, row.unitId, nights);
  const found: string[] = [];
  for (let slot = slots.first; slot < slots.end; slot++) {
    if (!touches(index, slot, nights) || index.departure[slot] === day) continue;
    found.push(barInWords(barOf(index, index.order[slot] as number)));
  }
  return `${place}, night of ${dayFull(day)}: ${found.length > 0 ? found.join('; ') : 'free'}`;
}

function stripInWords(index: BarIndex, row: ChartRow, day: number, loadedFrom: number): string {
  const type = index.calendar.roomTypes[row.typeIndex];
  const left = type?.left[day - loadedFrom];
  const taken = type?.taken[day - loadedFrom] ?? 0;
  const name = `${row.name}, night of ${dayFull(day)}`;
  if (left === undefined || !type) return `${name}: not loaded`;
  if (left < 0) return `${name}: ${countOf(-left, 'unit')} oversold`;
  const words = [`${left} left, ${taken} of ${type.units.length} taken`];
  if (index.closed.get(row.roomTypeId)?.[day - loadedFrom]) words.push('closed on the channels');
  const mark = markOf(index, row.roomTypeId, day - loadedFrom);
  if (mark) words.push(MARK_WORDS[mark]);
  return `${name}: ${words.join(', ')}`;
}
