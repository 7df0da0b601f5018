const SHAPE = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(\.\d{1,9})?\s*(Z|[+-]\d{2}:?\d{2})?$/;

/** Epoch milliseconds of a time on the wire, null where it is none. Without a zone it is taken for UTC. */
export function instantOf(text: string | undefined): number | null {
  const match = SHAPE.exec(text?.trim() ?? '');
  if (!match) return null;
  const [, date, time, fraction = '', zone = 'Z'] = match;
  try {
    return Temporal.Instant.from(`${date}T${time}${fraction}${zone}`).epochMilliseconds;
  } catch {
    return null;
  }
}

/** Text that sorts as the instants do: UTC, always with milliseconds. */
export const markOf = (at: number): string =>
  Temporal.Instant.fromEpochMilliseconds(at).toString({ fractionalSecondDigits: 3 });

/** As filters take it: UTC, whole seconds rounded down, no zone. */
export const filterTime = (at: number): string =>
  Temporal.Instant.fromEpochMilliseconds(at)
    .toString({ fractionalSecondDigits: 0, roundingMode: 'floor' })
    .replace(/Z$/, '');
