import { CELL_FIELDS, type CellField, UNKNOWN } from './ari.ts';

/** `opens`: the night becomes easier to sell; `closes`: harder; `other`: neither, such as a price. */
export type Direction = 'closes' | 'opens' | 'other';

const FIELD_BIT = Object.fromEntries(CELL_FIELDS.map((field, at) => [field, 1 << at])) as Readonly<
  Record<CellField, number>
>;
/** Every set of fields as a number. */
export const FIELD_SETS = 1 << CELL_FIELDS.length;
export const UNITS_BITS = FIELD_BIT.available | FIELD_BIT.stopSell;

const opensWhere = (isOpening: boolean): Direction => (isOpening ? 'opens' : 'closes');

/**
 * Whether a field's change opens or closes. From what is not known, only the most closed value closes: anything else may
 * be an opening, and is treated as one.
 */
export function directionOfField(field: CellField, before: number, after: number): Direction {
  if (before === after) return 'other';
  switch (field) {
    case 'available':
      return before === UNKNOWN ? opensWhere(after > 0) : opensWhere(after > before);
    case 'stopSell':
    case 'closedToArrival':
    case 'closedToDeparture':
      return opensWhere(after === 0);
    case 'minLos':
      return before === UNKNOWN ? 'opens' : opensWhere(after < before);
    case 'maxLos': {
      if (before === UNKNOWN) return 'opens';
      return opensWhere(after === 0 || (before !== 0 && after > before));
    }
    case 'priceMinor':
      return 'other';
  }
}

/**
 * For a field that is told and not answered, with `least` the most closed value that it may show now: closing where it is
 * surely no opening, though nobody knows from what.
 */
export function directionFromLeast(field: CellField, least: number, after: number): Direction {
  const direction = directionOfField(field, least, after);
  return direction === 'other' && field !== 'priceMinor' ? 'closes' : direction;
}

type Groups = readonly (readonly CellField[])[];
/** Groups are a provider's, and few. */
const closures = new WeakMap<Groups, Uint8Array>();

/** For each set of fields, the set that has to travel: fields of one group go together. */
export function closedUnder(groups: Groups): Uint8Array {
  const known = closures.get(groups);
  if (known) return known;
  const masks = groups.map((group) => group.reduce((mask, field) => mask | FIELD_BIT[field], 0));
  const closure = new Uint8Array(FIELD_SETS);
  for (let set = 0; set < FIELD_SETS; set++) {
    let grown = set;
    for (let before = -1; before !== grown;) {
      before = grown;
      for (const mask of masks) if (grown & mask) grown |= mask;
    }
    closure[set] = grown;
  }
  closures.set(groups, closure);
  return closure;
}

/** Units that can be sold with both switches in view: none while it is stopped; undefined where it is not known. */
export function unitsOnSale(available: number | undefined, stopSell: number | undefined): number | undefined {
  if (stopSell === 1 || available === 0) return 0;
  if (stopSell === UNKNOWN || available === UNKNOWN) return undefined;
  return available ?? 1;
}

/** For a change that both opens and closes and can not be parted: what happens to the units decides. */
export function directionOfUnits(before: number | undefined, after: number | undefined): Direction {
  if (after === 0 && before !== 0) return 'closes';
  if (before === undefined || after === undefined) return 'opens';
  return opensWhere(after >= before);
}
