import type { RoomTypeId } from './property.ts';
import { sayCellNights } from './say-cell.ts';
import { addNights, type DayNumber, type NightRange, type StayDate, stayDate } from './stay-date.ts';
import type { WorkDirection, WorkEdit, WorkNight } from './worklist.ts';

export interface SummaryWords {
  readonly roomName: (roomTypeId: RoomTypeId) => string;
  /** To have the year said where it is another one. */
  readonly today?: StayDate;
  /** More parts than this are counted, not listed. */
  readonly parts?: number;
}

const oneNight = (night: DayNumber): NightRange => ({
  arrival: stayDate(night),
  departure: addNights(stayDate(night), 1),
});

/** What a person does to the room on this night, `{room}` standing for its name. */
function saying(direction: WorkDirection, { expected, target }: WorkNight): string {
  if (direction === 'verify') return 'check {room}';
  if (target === 0) return 'close {room}';
  return direction === 'opens' && expected === 0 ? 'open {room}' : `set {room} to ${String(target)} left`;
}

/** A sentence's first letter. */
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/**
 * A visit in one line, in the order in which it is done: "Close Double on 10, 11 and 12 Jul; open Twin on 3 Aug". A room
 * that is for sale before and after is "set Twin to 2 left". Empty where there is nothing to do.
 */
export function summaryOf(edits: readonly WorkEdit[], { roomName, today, parts = 4 }: SummaryWords): string {
  const joined = new Map<string, { readonly says: string; readonly nights: NightRange[] }>();
  for (const { direction, roomTypeId, nights } of edits) {
    for (const night of nights) {
      const template = saying(direction, night);
      const key = `${String(roomTypeId)}/${template}`;
      const says = template.replace('{room}', () => roomName(roomTypeId));
      const known = joined.get(key);
      if (known) known.nights.push(oneNight(night.night));
      else joined.set(key, { says, nights: [oneNight(night.night)] });
    }
  }
  const all = [...joined.values()].map(({ says, nights }) => `${says} on ${sayCellNights(nights, today)}`);
  const listed = all.length > parts ? all.slice(0, parts - 1) : all;
  const rest = all.length - listed.length;
  return capital([...listed, ...(rest > 0 ? [`${String(rest)} more`] : [])].join('; '));
}
