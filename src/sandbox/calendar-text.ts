import type { StayDate } from '../domain/stay-date.ts';

/** The lines of one event without BEGIN and END, unfolded, in the order in which the channel writes them. */
export type EventLines = readonly string[];

const MOST_OCTETS = 75;

/** Breaks one line into pieces of at most 75 octets, the blank that opens a continuation included. */
export function fold(line: string): string[] {
  const length = Buffer.byteLength(line);
  if (length <= MOST_OCTETS) return [line];
  const pieces: string[] = [];
  if (length === line.length) {
    pieces.push(line.slice(0, MOST_OCTETS));
    for (let at = MOST_OCTETS; at < length; at += MOST_OCTETS - 1)
      pieces.push(` ${line.slice(at, at + MOST_OCTETS - 1)}`);
    return pieces;
  }
  let piece = '';
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > MOST_OCTETS) {
      pieces.push(piece);
      piece = ' ';
      octets = 1;
    }
    piece += character;
    octets += size;
  }
  pieces.push(piece);
  return pieces;
}

/** A whole calendar, CRLF throughout, the last line ended too. `footer` stands after the events, as iCloud's zones do. */
export function writeCalendar(
  header: readonly string[],
  events: readonly EventLines[],
  footer: readonly string[] = [],
): string {
  const lines = [
    'BEGIN:VCALENDAR',
    ...header,
    ...events.flatMap((event) => ['BEGIN:VEVENT', ...event, 'END:VEVENT']),
    ...footer,
    'END:VCALENDAR',
  ];
  return `${lines.flatMap(fold).join('\r\n')}\r\n`;
}

/** `20270310`. */
export const compactDate = (date: StayDate): string => date.replaceAll('-', '');

/** `20270301T063005Z`. */
export const utcStamp = (at: number): string =>
  new Date(at).toISOString().replace(/\.\d+/, '').replaceAll('-', '').replaceAll(':', '');
