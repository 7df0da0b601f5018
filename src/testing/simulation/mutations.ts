import type { Mutation } from './plant.ts';

/** Mistakes that somebody could make in the engine, the queue, the ledger or an adapter, and that the simulation must catch. */
export const MUTATIONS: readonly Mutation[] = [
  {
    name: 'no-fencing-token',
    says: 'A claim that was taken over may still write and end its job.',
    file: 'src/queue/job-ending.ts',
    find: "const HELD = `WHERE id = ?1 AND fence = ?2 AND state = 'running'`;",
    replace: 'const HELD = `WHERE id = ?1 AND ?2 = ?2`;',
  },
  {
    name: 'lost-wish',
    says: 'A wish that comes while its job runs is dropped when that has ended.',
    file: 'src/queue/job-ending.ts',
    find: "WHERE ${SAME_KEY} AND state IN ('parked', 'dead') AND id <> ?4`;",
    replace: "WHERE ${SAME_KEY} AND state IN ('waiting', 'parked', 'dead') AND id <> ?4`;",
  },
  {
    name: 'closings-not-told',
    says: 'Channels are only told of bookings, not of nights that staff close.',
    file: 'src/sync/queue-after-commit.ts',
    find: "  block: 'high',\n",
    replace: '',
  },
  {
    name: 'sent-not-noted',
    says: 'What leaves is not noted before: after a lost answer the old value is believed.',
    file: 'src/sync/push.ts',
    find: '    markSent(tx, connection.id, ranges, clock.now());\n',
    replace: '',
  },
  {
    name: 'unsure-is-taken',
    says: 'A change without a receipt counts as confirmed.',
    file: 'src/store/ledger-cell.ts',
    find: "    case 'unsure':\n      return cell;",
    replace: "    case 'unsure':\n      return takenInto(cell, value, { type: 'taken' }, at);",
  },
  {
    name: 'lost-answer-is-taken',
    says: 'A call whose answer was lost counts as carried out.',
    file: 'src/providers/beds24/push.ts',
    find: "  sent.map(({ change: { id } }) => ({ id, type: 'unsure', failure }));",
    replace: "  sent.map(({ change: { id } }) => ({ id, type: failure ? 'taken' : 'taken' }));",
  },
  {
    name: 'owed-is-believed',
    says: 'What was told and not answered is believed to be shown as before.',
    file: 'src/store/ledger-cell.ts',
    find: '(field) => !isIn(sent, field)) ?? {};',
    replace: '(field) => isIn(sent, field) || !isIn(sent, field)) ?? {};',
  },
  {
    name: 'cells-not-forgotten',
    says: 'A booking at the channel moves its numbers, and they are not told again.',
    file: 'src/sync/pull.ts',
    find: '  for (const nights of ingested.nights) forgetCells(writer.tx, connection.id, spanOf(nights));\n',
    replace: '',
  },
  {
    name: 'cursor-first',
    says: 'The place in the channel’s list moves before what was read is on disk.',
    file: 'src/sync/pull.ts',
    find: '    if (page.next === null) endRound(task, writer.tx, reach, page.cursor);',
    replace: '    endRound(task, writer.tx, reach, page.cursor);\n    if (page.revisions.length > 0) return;',
  },
  {
    name: 'no-cancelled',
    says: 'Cancelled bookings are not asked for.',
    file: 'src/providers/beds24/revision.ts',
    find: "'new', 'cancelled', 'black'",
    replace: "'new', 'black'",
  },
  {
    name: 'made-without-looking',
    says: 'A booking that may be there already is made again without a look.',
    file: 'src/providers/beds24/push-reservation.ts',
    find: 'const found = order.mayExist ? await findOwn(context, order) : done(null);',
    replace:
      'const found = order.mayExist && order.note === "?" ? await findOwn(context, order) : done(null);',
  },
  {
    name: 'order-not-noted',
    says: 'That a booking is being made is not noted before it leaves.',
    file: 'src/sync/push-reservation-order.ts',
    find: '      mayExist: booking.pushedAt !== null,',
    replace: '      mayExist: false,',
  },
  {
    name: 'older-revision-wins',
    says: 'An older state of a booking overwrites a newer one.',
    file: 'src/sync/ingest-reservation.ts',
    find: "  if (booking.latest === null) return 'newer';",
    replace: "  if (booking.latest !== '?') return 'newer';",
  },
  {
    name: 'last-night-left-out',
    says: 'The last night of every range is not told.',
    file: 'src/providers/beds24/calendar.ts',
    find: 'range: { ...fields, from: change.from, to: change.to } };',
    replace: 'range: { ...fields, from: change.from, to: change.from } };',
  },
  {
    name: 'one-too-many',
    says: 'One unit more than is left is offered where some are left.',
    file: 'src/domain/desired-state.ts',
    find: '    offered[at] = offeredUnits(roomType.left[at] ?? 0, roomType.rule);',
    replace: '    offered[at] = offeredUnits((roomType.left[at] ?? 0) + 1, roomType.rule);',
  },
  {
    name: 'session-never-renewed',
    says: 'An access token that has expired is never renewed.',
    file: 'src/providers/kit/api-client.ts',
    find: 'if (outcome.ok || !provider.openSession || !SIGN_IN_AGAIN.has(outcome.failure.code)) return outcome;',
    replace: 'if (outcome.ok || provider.openSession) return outcome;',
  },
  {
    name: 'opened-without-number',
    says: 'A night that is opened again is not told how many are left.',
    file: 'src/providers/beds24/calendar.ts',
    find: '    ...(available !== undefined && { numAvail: Math.max(0, Math.trunc(available)) }),',
    replace:
      '    ...(available !== undefined && override === undefined && { numAvail: Math.max(0, Math.trunc(available)) }),',
  },
  {
    name: 'opened-blindly',
    says: 'After an outage nights are opened before the channel’s bookings were read.',
    file: 'src/sync/plan-push.ts',
    find: '.pullNeededSince !== null;',
    replace: '.pullNeededSince === -1;',
  },
  {
    name: 'plan-made-once',
    says: 'What is told is decided once, and told call after call whatever happens meanwhile.',
    file: 'src/sync/push.ts',
    find: 'const plan = planPush(world.store.read, connection, provider.descriptor, world.clock.now());\n    const batch',
    replace:
      'const known = (round as unknown as { plan?: PushPlan }).plan; const plan = known ?? planPush(world.store.read, connection, provider.descriptor, world.clock.now()); (round as unknown as { plan?: PushPlan }).plan = plan;\n    const batch',
  },
  {
    name: 'cancel-not-told',
    says: 'A desk booking that is cancelled stays alive at the channel.',
    file: 'src/providers/beds24/push-reservation.ts',
    find: 'const item = isCancelling ? cancelledItem(id)',
    replace:
      'if (isCancelling) return done({ externalId: id });\n  const item = isCancelling ? cancelledItem(id)',
  },
];
