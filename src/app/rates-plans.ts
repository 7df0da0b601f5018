import type { RatePlanView } from '../contract/rates.ts';
import { closesCircle } from '../domain/derive-price.ts';
import { Refusal } from '../domain/failure.ts';
import type { ReadHandle } from '../store/database.ts';
import { rowsWhere } from '../store/find.ts';
import { theProperty } from '../store/property.ts';
import { ratePlansOf } from '../store/rates.ts';
import type { Row, Writer } from '../store/writer.ts';

type PlanFields = Omit<RatePlanView, 'id'>;
type Lineage = Parameters<typeof closesCircle>[1];

/** The rate plans in the order of the screen. */
export const planViews = (read: ReadHandle): RatePlanView[] =>
  ratePlansOf(read).map(({ propertyId: _property, position: _position, ...plan }) => plan);

/** A price that derives from itself, over however many others, would never end. */
function assertNoCircle(writer: Writer, id: number | null, parentId: number | null): void {
  if (parentId !== null) writer.get('rate_plan', parentId);
  if (id === null || !closesCircle(ratePlansOf(writer.tx), { id, parentId } as Lineage)) return;
  throw new Refusal(
    'invalid-input',
    'A rate plan can not take its price from itself, nor from one that takes its price from it.',
    { field: 'parentId' },
  );
}

function assertSound(writer: Writer, id: number | null, fields: PlanFields): void {
  const { name, parentId, minLos, maxLos, advanceMinDays, advanceMaxDays } = fields;
  if (ratePlansOf(writer.tx).some((row) => row.name === name && row.id !== id))
    throw new Refusal('not-possible', `There is a rate plan ${name} already.`, { field: 'name' });
  if (maxLos > 0 && maxLos < minLos)
    throw new Refusal('invalid-input', 'The longest stay is shorter than the shortest.', { field: 'maxLos' });
  if (advanceMinDays !== null && advanceMaxDays !== null && advanceMaxDays < advanceMinDays)
    throw new Refusal('invalid-input', 'The latest day to book lies before the earliest.', {
      field: 'advanceMaxDays',
    });
  assertNoCircle(writer, id, parentId);
}

/** Makes a rate plan (id null) or changes one; refuses names given twice and prices that go round in a circle. */
export function savePlan(writer: Writer, id: number | null, fields: PlanFields): Row<'rate_plan'> {
  const { id: propertyId } = theProperty(writer.tx);
  assertSound(writer, id, fields);
  if (id !== null) return writer.update('rate_plan', id, fields);
  const position = ratePlansOf(writer.tx).length;
  return writer.insert('rate_plan', { propertyId, position, ...fields });
}

/** Removes a rate plan with the prices that were set for it. */
export function removePlan(writer: Writer, id: number): Row<'rate_plan'> {
  const plan = writer.get('rate_plan', id);
  const [child] = rowsWhere(writer.tx, 'rate_plan', 'parentId', [id]);
  if (child)
    throw new Refusal(
      'not-possible',
      `${child.name} takes its price from ${plan.name}. Change or remove ${child.name} first.`,
    );
  const [link] = rowsWhere(writer.tx, 'rate_link', 'ratePlanId', [id]);
  if (link) {
    const { name } = writer.get('connection', link.connectionId);
    throw new Refusal('not-possible', `${plan.name} is sold on ${name}. Take the link away there first.`);
  }
  for (const row of rowsWhere(writer.tx, 'ari_night', 'ratePlanId', [id])) writer.remove('ari_night', row.id);
  writer.remove('rate_plan', id);
  return plan;
}

const percent = (basisPoints: number): string => `${String(Math.abs(basisPoints) / 100)} %`;

/** "15 % below BAR", "€10.00 above BAR"; empty for a plan with prices of its own. */
export function sayDerived(
  plan: Pick<RatePlanView, 'parentId' | 'adjustBasisPoints' | 'adjustMinor'>,
  nameOf: (id: number) => string,
  money: (minor: number) => string,
): string {
  if (plan.parentId === null) return '';
  const side = (value: number): string => (value < 0 ? 'below' : 'above');
  const parts = [
    plan.adjustBasisPoints === 0 ? '' : `${percent(plan.adjustBasisPoints)} ${side(plan.adjustBasisPoints)}`,
    plan.adjustMinor === 0 ? '' : `${money(Math.abs(plan.adjustMinor))} ${side(plan.adjustMinor)}`,
  ].filter((part) => part !== '');
  return `${parts.length === 0 ? 'as' : parts.join(' and ')} ${nameOf(plan.parentId)}`;
}
