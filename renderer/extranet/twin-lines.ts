import type { ExtranetTwin } from '../../src/contract/extranet-bookings.ts';
import type { InputOf } from '../../src/contract/index.ts';
import { channelName } from '../../src/domain/channel.ts';
import { sayNights } from '../../src/domain/say-nights.ts';
import { parseStayDate, type StayDate } from '../../src/domain/stay-date.ts';
import type { Failure } from '../../src/domain/failure.ts';

/** What may be the same booking, out of a refusal; undefined where it was refused for something else. */
export function twinsRefused({
  code,
  details,
}: Failure): { readonly candidates: readonly ExtranetTwin[]; readonly canInsist: boolean } | undefined {
  const found: unknown = details?.['candidates'];
  if (code !== 'not-possible' || !Array.isArray(found) || found.length === 0) return undefined;
  return { candidates: found as ExtranetTwin[], canInsist: details?.['canInsist'] === true };
}

/** One line of the comparison: what was typed, what is here, and whether they say the same. */
export interface TwinLine {
  readonly label: string;
  readonly typed: string;
  readonly here: string;
  readonly isSame: boolean;
}

const plain = (text: string): string => text.toLowerCase().replace(/[^\p{Letter}\p{Number}]/gu, '');

function nightWords(
  range: { readonly arrival: string; readonly departure: string },
  today: StayDate,
): string {
  const [arrival, departure] = [parseStayDate(range.arrival), parseStayDate(range.departure)];
  return arrival && departure ? sayNights({ arrival, departure }, today) : '';
}

/** What was typed beside what is here, line by line. */
export function twinLines(
  typed: Pick<InputOf<'extranet.book'>, 'reference' | 'guestName' | 'arrival' | 'departure'> & {
    readonly roomTypeName: string;
    readonly channelName: string;
  },
  twin: ExtranetTwin,
  today: StayDate,
): TwinLine[] {
  const line = (label: string, mine: string, here: string): TwinLine => ({
    ...{ label, typed: mine, here },
    isSame: plain(mine) === plain(here),
  });
  const isGone = twin.status === 'cancelled' || twin.status === 'no-show';
  return [
    line('Number', typed.reference, twin.channelRef ?? 'none'),
    line('Guest', typed.guestName, twin.guestName === '' ? 'no name' : twin.guestName),
    line('Nights', nightWords(typed, today), nightWords(twin, today)),
    line('Room', typed.roomTypeName, twin.roomTypeName),
    line('Came from', typed.channelName, channelName(twin.channel)),
    ...(isGone ? [line('State', 'booked', twin.status === 'cancelled' ? 'cancelled' : 'did not come')] : []),
  ];
}
