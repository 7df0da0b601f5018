import { foldLine, parameterValue } from './write-lines.ts';

/** A change of the clock, or the state before the first one. */
interface Change {
  readonly at: Temporal.ZonedDateTime;
  readonly offsetBefore: number;
}

const two = (value: number): string => String(value).padStart(2, '0');

function offsetText(nanoseconds: number): string {
  const seconds = Math.round(Math.abs(nanoseconds) / 1e9);
  const rest = seconds % 60 === 0 ? '' : two(seconds % 60);
  return `${nanoseconds < 0 ? '-' : '+'}${two(Math.floor(seconds / 3600))}${two(Math.floor(seconds / 60) % 60)}${rest}`;
}

/** The clock's reading just before the change, which is how its start is written. */
function onsetText({ at, offsetBefore }: Change): string {
  const local = at
    .toInstant()
    .add({ nanoseconds: offsetBefore })
    .toZonedDateTimeISO('UTC')
    .toPlainDateTime()
    .toString({ smallestUnit: 'second' });
  return local.replace(/[-:]/g, '');
}

function changesBetween(zone: string, fromYear: number, toYear: number): Change[] {
  const start = Temporal.ZonedDateTime.from(`${fromYear}-01-01T00:00[${zone}]`);
  const changes: Change[] = [{ at: start, offsetBefore: start.offsetNanoseconds }];
  let next = start.getTimeZoneTransition('next');
  while (next && next.year <= toYear) {
    changes.push({ at: next, offsetBefore: next.subtract({ nanoseconds: 1 }).offsetNanoseconds });
    next = next.getTimeZoneTransition('next');
  }
  return changes;
}

/** A VTIMEZONE with every change of the clock in those years written out, so that no reader has to know the zone. */
export function writeZone(zone: string, fromYear: number, toYear: number): string {
  const changes = changesBetween(zone, fromYear, toYear);
  const lowest = Math.min(...changes.map(({ at }) => at.offsetNanoseconds));
  const parts = changes.map((change) => {
    const offset = change.at.offsetNanoseconds;
    const name = offset > lowest ? 'DAYLIGHT' : 'STANDARD';
    return (
      `BEGIN:${name}\r\nDTSTART:${onsetText(change)}\r\nTZOFFSETFROM:${offsetText(change.offsetBefore)}\r\n` +
      `TZOFFSETTO:${offsetText(offset)}\r\nEND:${name}\r\n`
    );
  });
  return `BEGIN:VTIMEZONE\r\n${foldLine(`TZID:${zone}`)}${parts.join('')}END:VTIMEZONE\r\n`;
}

/** The start of a date-time property in that zone: `DTSTART;TZID=Europe/Lisbon:`. */
export const zonedName = (name: string, zone: string): string => `${name};TZID=${parameterValue(zone)}:`;
