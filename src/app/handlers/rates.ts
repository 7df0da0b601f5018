import { Refusal } from '../../domain/failure.ts';
import { dayNumber } from '../../domain/stay-date.ts';
import { theProperty, findProperty } from '../../store/property.ts';
import { findSellRule, sellRules } from '../../store/rates.ts';
import { commandHandler, type Handlers } from '../handler.ts';
import { type RateChangeAsked, writeNights } from '../rates-change.ts';
import { rateLanes } from '../rates-lanes.ts';
import { planViews, removePlan, sayDerived, savePlan } from '../rates-plans.ts';
import { guardsOfChange, previewChange } from '../rates-preview.ts';
import { sayRateChange, sayRule } from '../rates-words.ts';
import { formatMoney } from '../../domain/money.ts';
import { todayAt } from '../../store/property.ts';
import type { Writer } from '../../store/writer.ts';

/** Prices and restrictions are looked at a year and a half at most. */
const LONGEST_WINDOW = 731;

function windowOf(from: Parameters<typeof dayNumber>[0], to: typeof from) {
  const window = { from: dayNumber(from), to: dayNumber(to) };
  if (window.to <= window.from || window.to - window.from > LONGEST_WINDOW)
    throw new Refusal('invalid-input', 'Ask for 1 to 731 nights.', { field: 'to' });
  return window;
}

/** What is over is history; a price below its floor is a slip; the rest goes when the person says that they know. */
function assertThought(writer: Writer, asked: RateChangeAsked, knowing: readonly string[]): void {
  const today = todayAt(writer.tx, writer.act.at);
  if (asked.nights.some(({ arrival }) => arrival < today))
    throw new Refusal('not-possible', 'Nights that are over can not be changed. Begin with today.', {
      field: 'nights',
    });
  const guards = guardsOfChange(writer.tx, asked, writer.act.at);
  const first =
    guards.find(({ weight }) => weight === 'stop') ?? guards.find(({ id }) => !knowing.includes(id));
  if (!first) return;
  const asking = guards.filter(({ id, weight }) => weight === 'ask' && !knowing.includes(id));
  throw new Refusal('not-possible', first.words, {
    guards: asking.map(({ id, words }) => ({ id, words })),
  });
}

export const rateHandlers = {
  'rates.plans': (_input, { store: { read } }) => ({
    plans: planViews(read),
    currency: findProperty(read)?.currency ?? 'EUR',
  }),

  'rates.savePlan': commandHandler<'rates.savePlan'>({
    canUndo: true,
    write(writer, { id, ...fields }) {
      const plan = savePlan(writer, id, fields);
      const { currency } = theProperty(writer.tx);
      const derived = sayDerived(
        fields,
        (parentId) => writer.get('rate_plan', parentId).name,
        (minor) => formatMoney({ minor, currency }),
      );
      const said = derived === '' ? '' : `, ${derived}`;
      return { id: plan.id, message: `Saved ${plan.name}${said}.`, undoId: null };
    },
  }),

  'rates.removePlan': commandHandler<'rates.removePlan'>({
    canUndo: true,
    write: (writer, { id }) => ({ message: `Removed ${removePlan(writer, id).name}.`, undoId: null }),
  }),

  'rates.read': ({ from, to, roomTypeId }, { store: { read } }) => ({
    from,
    to,
    currency: findProperty(read)?.currency ?? 'EUR',
    lanes: rateLanes(read, windowOf(from, to), roomTypeId),
  }),

  'rates.preview': (asked, { store, ports }) => previewChange(store.read, asked, ports.clock.now()),

  'rates.set': commandHandler<'rates.set'>({
    canUndo: true,
    write(writer, { knowing = [], ...asked }) {
      assertThought(writer, asked, knowing);
      const changed = writeNights(writer, asked);
      return { message: sayRateChange(writer.tx, asked, changed, writer.act.at), undoId: null };
    },
  }),

  'rates.rules': (_input, { store }) => ({
    rules: sellRules(store.read).map(({ id: _id, ...rule }) => rule),
  }),

  'rates.setRule': commandHandler<'rates.setRule'>({
    canUndo: true,
    write(writer, rule) {
      const { name } = writer.get('room_type', rule.roomTypeId);
      const channel = rule.connectionId === 0 ? null : writer.get('connection', rule.connectionId).name;
      const known = findSellRule(writer.tx, rule.roomTypeId, rule.connectionId);
      const isEmpty =
        rule.buffer === 0 && rule.directReserve === 0 && rule.allotment === null && rule.closeAtLeft === null;
      if (isEmpty && known) writer.remove('sell_rule', known.id);
      else if (known) writer.update('sell_rule', known.id, rule);
      else if (!isEmpty) writer.insert('sell_rule', rule);
      return {
        message: `${name}${channel === null ? '' : ` on ${channel}`}: ${sayRule(rule)}.`,
        undoId: null,
      };
    },
  }),
} satisfies Partial<Handlers>;
