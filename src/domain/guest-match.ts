import { getCountries, type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** A guest as a channel tells of one. */
export interface ToldGuest {
  /** The channel's own number, empty where it has none. */
  readonly externalId: string;
  readonly name: string;
  readonly email: string;
  /** As written there. */
  readonly phone: string;
  /** ISO 3166-1 alpha-2, or empty. */
  readonly country: string;
}

/** One whom we know. */
export interface KnownGuest {
  readonly id: number;
  readonly email: string;
  readonly phone: string;
}

export type GuestMatch =
  { readonly by: 'link' | 'email' | 'phone'; readonly guestId: number } | { readonly by: 'new' };

/** For comparing: e-mail addresses are told apart without regard to case. */
export const plainEmail = (email: string): string => email.trim().toLowerCase();

let countryOfZone: Map<string, string> | undefined;

/** Zones of every country that has telephone numbers, read once from what this machine knows. */
function zonesToCountries(): Map<string, string> {
  const map = new Map<string, string>();
  for (const country of getCountries()) {
    const locale = new Intl.Locale(`und-${country}`) as Intl.Locale & { getTimeZones?(): string[] };
    // a zone that several countries share is given to the first: good enough to read a number that lacks its prefix
    for (const zone of locale.getTimeZones?.() ?? []) if (!map.has(zone)) map.set(zone, country);
  }
  return map;
}

/** Zones go by several names; this machine lists each under one. */
function usualName(zone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return zone;
  }
}

/** The country that an IANA zone lies in, empty where it is not known. */
export function countryOf(zone: string): string {
  countryOfZone ??= zonesToCountries();
  return countryOfZone.get(zone) ?? countryOfZone.get(usualName(zone)) ?? '';
}

const COUNTRIES: ReadonlySet<string> = new Set(getCountries());
const isCountry = (text: string): text is CountryCode => COUNTRIES.has(text);

/**
 * A telephone number in E.164, empty where it can not be read as one. A number without its country's prefix is read as one
 * of the guest's own country, else of the hotel's.
 */
export function phoneNumber(written: string, guestCountry: string, homeCountry: string): string {
  const text = written.trim().replace(/^00(?=[1-9])/, '+');
  if (text === '') return '';
  for (const country of [guestCountry.toUpperCase(), homeCountry.toUpperCase()]) {
    if (!isCountry(country) && !text.startsWith('+')) continue;
    const parsed = parsePhoneNumberFromString(text, isCountry(country) ? country : undefined);
    if (parsed?.isValid()) return parsed.number;
  }
  return '';
}

/**
 * Who a told guest is: by the channel's own number, then by e-mail, then by telephone, else somebody new. Among several the
 * one known longest. `known` holds only those who were not merged into somebody else.
 */
export function matchGuest(
  told: { readonly email: string; readonly phone: string },
  linkedId: number | undefined,
  known: readonly KnownGuest[],
): GuestMatch {
  if (linkedId !== undefined) return { by: 'link', guestId: linkedId };
  const oldest = (isSame: (guest: KnownGuest) => boolean): number | undefined =>
    known
      .filter(isSame)
      .map(({ id }) => id)
      .sort((a, b) => a - b)[0];
  const email = plainEmail(told.email);
  const byEmail = email === '' ? undefined : oldest((guest) => plainEmail(guest.email) === email);
  if (byEmail !== undefined) return { by: 'email', guestId: byEmail };
  const byPhone = told.phone === '' ? undefined : oldest((guest) => guest.phone === told.phone);
  return byPhone === undefined ? { by: 'new' } : { by: 'phone', guestId: byPhone };
}
