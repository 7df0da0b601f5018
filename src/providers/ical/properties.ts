import ICAL from 'ical.js';
import { type StayDate, stayDateOf } from '../../domain/stay-date.ts';
import type { ContentLine } from './read-components.ts';

/** A property as ical.js reads it, and its value as it stands in the line. */
export interface Property {
  readonly name: string;
  /** Names in small letters. A list where the parameter may have several values. */
  readonly parameters: Readonly<Record<string, string | readonly string[]>>;
  readonly type: string;
  readonly values: readonly unknown[];
  /** The text behind the colon, as written. Dates are read from this: ical.js rolls month 13 over without a word. */
  readonly raw: string;
  /** The date, where the value is eight digits declared as a date: the case of almost every event of a channel. */
  readonly plainDate: StayDate | undefined;
  /** True where the parameters are damaged and only the value could be saved. */
  readonly isDamaged: boolean;
}

type Jcal = readonly [string, Property['parameters'], string, ...unknown[]];

/** Where the value starts: behind the first colon that is not inside quotes; -1 where there is none. */
function valueStart(text: string): number {
  const colon = text.indexOf(':');
  const quote = text.indexOf('"');
  if (quote === -1 || quote > colon) return colon + 1;
  let isQuoted = false;
  for (let index = quote; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 34) isQuoted = !isQuoted;
    else if (code === 58 && !isQuoted) return index + 1;
  }
  return 0;
}

/** Outlook writes zone names with a colon and forgets the quotes: `TZID=(UTC+01:00) Amsterdam`. */
const UNQUOTED_ZONE = /^([A-Z-]+;TZID=)(\([^")]*\)[^":;]*)(:[^:]*)$/i;

const readPlainDate = (raw: string): StayDate | undefined =>
  /^\d{8}$/.test(raw)
    ? stayDateOf(Number(raw.slice(0, 4)), Number(raw.slice(4, 6)), Number(raw.slice(6, 8)))
    : undefined;

const PLAIN_DATE = /^(?:DTSTART|DTEND);VALUE=DATE:(\d{8})$/;
const NO_PARAMETERS = {};

/** Parses one line on its own, so that a damaged one costs nothing but itself. Undefined where it has no value. */
export function readProperty({ name, text }: ContentLine): Property | undefined {
  // a plain date needs no parser, and is half of what a channel writes
  const date = text.length < 30 ? PLAIN_DATE.exec(text)?.[1] : undefined;
  if (date !== undefined) {
    const plainDate = readPlainDate(date);
    return {
      name,
      parameters: NO_PARAMETERS,
      type: 'date',
      values: [date],
      raw: date,
      plainDate,
      isDamaged: false,
    };
  }
  const zone = text.includes('=(') ? UNQUOTED_ZONE.exec(text) : null;
  const line = zone ? `${zone[1]}"${zone[2]}"${zone[3]}` : text;
  const start = valueStart(line);
  if (start === 0) return undefined;
  const raw = line.slice(start);
  try {
    const [, parameters, type, ...values] = ICAL.parse.property(line) as Jcal;
    const plainDate = type === 'date' ? readPlainDate(raw) : undefined;
    return { name, parameters, type, values, raw, plainDate, isDamaged: false };
  } catch {
    return { name, parameters: {}, type: 'unknown', values: [], raw, plainDate: undefined, isDamaged: true };
  }
}

/** A parameter's text; the first where there are several. */
export function parameter(property: Property, name: string): string {
  const value = Object.hasOwn(property.parameters, name) ? property.parameters[name] : undefined;
  if (typeof value === 'string') return value;
  const first: unknown = Array.isArray(value) ? value[0] : undefined;
  return typeof first === 'string' ? first : '';
}

/** A text value with its escapes undone, on one line, without control characters. */
export function textOf(property: Property): string {
  const [value] = property.values;
  const text = typeof value === 'string' ? value : property.raw;

  return (/[\u0000-\u001f\u007f]/.test(text) ? text.replace(/[\u0000-\u001f\u007f]+/g, ' ') : text).trim();
}
