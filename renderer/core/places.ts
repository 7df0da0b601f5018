/** Every zone that this computer knows. */
export const zones = (): readonly string[] => Intl.supportedValuesOf('timeZone');

/** The zone that this computer keeps: a guess for the hotel on the same desk. */
export const guessedZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';

/** Currencies with their names, for a list to choose from. */
export function currencies(): { readonly value: string; readonly label: string }[] {
  const names = new Intl.DisplayNames('en', { type: 'currency' });
  return Intl.supportedValuesOf('currency').map((value) => ({
    value,
    label: `${value} ${names.of(value) ?? ''}`.trim(),
  }));
}

const EURO_ZONES =
  /^Europe\/(Amsterdam|Athens|Berlin|Bratislava|Brussels|Dublin|Helsinki|Lisbon|Ljubljana|Luxembourg|Madrid|Malta|Monaco|Paris|Riga|Rome|San_Marino|Tallinn|Vatican|Vienna|Vilnius|Zagreb)$/;
const BY_ZONE: readonly (readonly [RegExp, string])[] = [
  [EURO_ZONES, 'EUR'],
  [/^Europe\/(London|Belfast)$/, 'GBP'],
  [/^Europe\/Zurich$/, 'CHF'],
  [/^Asia\/(Kolkata|Calcutta)$/, 'INR'],
  [/^Asia\/Tokyo$/, 'JPY'],
  [/^Asia\/Bangkok$/, 'THB'],
  [/^Asia\/(Jakarta|Makassar|Jayapura)$/, 'IDR'],
  [/^Australia\//, 'AUD'],
  [/^Pacific\/Auckland$/, 'NZD'],
  [/^America\/(Toronto|Vancouver|Winnipeg|Edmonton|Halifax)$/, 'CAD'],
  [/^America\/(Mexico_City|Cancun|Tijuana|Monterrey)$/, 'MXN'],
  [/^America\/Sao_Paulo$/, 'BRL'],
  [/^America\/(New_York|Chicago|Denver|Los_Angeles|Phoenix|Anchorage)$/, 'USD'],
];

/** A guess to be corrected: the money most used in a zone. */
export const guessedCurrency = (zone: string): string =>
  BY_ZONE.find(([pattern]) => pattern.test(zone))?.[1] ?? 'EUR';
