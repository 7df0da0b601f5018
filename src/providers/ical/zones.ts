import { isZone, type StayDate } from '../../domain/stay-date.ts';
import { describeZone, type DescribedZone } from './described-zone.ts';
import { MAX_ZONE_STEPS } from './feed-limits.ts';
import type { Moment } from './moments.ts';
import type { ContentLine } from './read-components.ts';
import { WINDOWS_ZONES } from './windows-zones.ts';
import { writtenDate } from './written-date.ts';

/** A moment on the property's own clock. */
export interface LocalMoment {
  readonly date: StayDate;
  readonly seconds: number | undefined;
  /** True where its zone is unknown and its own clock was taken for the property's. */
  readonly isGuessed: boolean;
}

export interface Zones {
  /** Undefined where the moment falls outside the dates that can be written. */
  readonly atProperty: (moment: Moment) => LocalMoment | undefined;
}

/** How a zone named in a feed is understood: by name, by offset, or not at all. */
type Meaning =
  | { readonly kind: 'named'; readonly zone: string }
  | { readonly kind: 'described'; readonly zone: DescribedZone }
  | { readonly kind: 'unknown' };

/** Some programs put their own name before the zone: `/example.org/20200101_1/Europe/Lisbon`. */
function withoutPrefix(name: string): string | undefined {
  const parts = name.split('/').filter((part) => part !== '');
  for (const count of [3, 2]) {
    const tail = parts.slice(-count).join('/');
    if (parts.length > count && isZone(tail)) return tail;
  }
  return undefined;
}

/** A name that stands for one zone whatever the feed says about it. */
function knownZone(name: string): string | undefined {
  const plain = name.trim();
  // offsets such as `+01:00` pass for zones as well, and are right
  if (plain !== '' && isZone(plain)) return plain;
  const windows = WINDOWS_ZONES.get(plain.toLowerCase());
  if (windows !== undefined && isZone(windows)) return windows;
  const offset = /^\(?(?:UTC|GMT)([+-]\d{2}:\d{2})\)?$/i.exec(plain)?.[1];
  return offset ?? withoutPrefix(plain);
}

/** Descriptions looked at; nobody's calendar has more. */
const MAX_ZONES = 100;
const two = (value: number): string => String(value).padStart(2, '0');

function clock(seconds: number): string {
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(Math.min(59, seconds % 60))}`;
}

/** Converts moments of one feed to the clock of the property. */
export function createZones(propertyZone: string, described: readonly (readonly ContentLine[])[]): Zones {
  const meanings = new Map<string, Meaning>();
  const work = { left: MAX_ZONE_STEPS };
  let zones: readonly DescribedZone[] | undefined;

  const understand = (name: string): Meaning => {
    const known = knownZone(name);
    if (known !== undefined) return { kind: 'named', zone: known };
    zones ??= described.slice(0, MAX_ZONES).map((lines) => describeZone(lines, work));
    const zone = zones.find((candidate) => candidate.name === name);
    if (!zone) return { kind: 'unknown' };
    const location = knownZone(zone.location);
    return location === undefined ? { kind: 'described', zone } : { kind: 'named', zone: location };
  };
  const meaningOf = (name: string): Meaning => {
    const meaning = meanings.get(name) ?? understand(name);
    meanings.set(name, meaning);
    return meaning;
  };
  const converted = (date: StayDate, seconds: number, from: string): LocalMoment | undefined => {
    const local = Temporal.PlainDateTime.from(`${date}T${clock(seconds)}`)
      .toZonedDateTime(from)
      .withTimeZone(propertyZone);
    const at = writtenDate(local.year, local.month, local.day);
    if (at === undefined) return undefined;
    return { date: at, seconds: local.hour * 3600 + local.minute * 60 + local.second, isGuessed: false };
  };
  const shifted = (date: StayDate, seconds: number, offset: number): LocalMoment | undefined => {
    const at = Temporal.PlainDateTime.from(`${date}T${clock(seconds)}`).subtract({ seconds: offset });
    const inUtc = writtenDate(at.year, at.month, at.day);
    return inUtc && converted(inUtc, at.hour * 3600 + at.minute * 60 + at.second, 'UTC');
  };

  return {
    atProperty({ date, seconds, isUtc, zone }) {
      if (seconds === undefined || (!isUtc && (zone === '' || zone === propertyZone)))
        return { date, seconds, isGuessed: false };
      if (isUtc) return converted(date, seconds, 'UTC');
      const meaning = meaningOf(zone);
      if (meaning.kind === 'named') return converted(date, seconds, meaning.zone);
      const offset = meaning.kind === 'described' ? meaning.zone.offsetAt(date, seconds) : undefined;
      return offset === undefined ? { date, seconds, isGuessed: true } : shifted(date, seconds, offset);
    },
  };
}
