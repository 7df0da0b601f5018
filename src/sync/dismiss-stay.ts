import type { Channel } from '../domain/channel.ts';
import { type NightRange, nightsOf, type StayDate } from '../domain/stay-date.ts';
import { rowsWhere } from '../store/find.ts';
import { takersIn } from '../store/stays.ts';
import type { Row, Writer } from '../store/writer.ts';
import { type BlockRun, runsOf } from './feed-blocks.ts';
import { stillShown } from './feed-memory.ts';
import { cancelAtDesk } from './two-sided-cancel.ts';

/**
 * Ends a reservation here. One that a feed brings is still alive at its channel, so its nights stay closed by the feed until
 * that calendar no longer shows it: where somebody else sleeps as a shadow that takes nothing, elsewhere as a block. One that
 * lives at a connected channel keeps its nights until that channel has let go.
 */
export function dismissReservation(writer: Writer, row: Row<'reservation'>, reason: string): void {
  if (row.connectionId !== null) {
    cancelAtDesk(writer, row, reason);
    return;
  }
  const revision = row.revision + 1;
  const ended = { status: 'cancelled', cancelReason: reason, cancelledAt: writer.act.at, revision };
  writer.update('reservation', row.id, ended, reason);
  for (const stay of rowsWhere(writer.tx, 'room_stay', 'reservationId', [row.id])) {
    const wasTaking = stay.isTaking === 1;
    writer.update('room_stay', stay.id, { isTaking: 0, isPendingRelease: 0 }, reason);
    if (row.feedId !== null && wasTaking) keepClosed(writer, row, stay, reason);
  }
}

function keepClosed(writer: Writer, row: Row<'reservation'>, stay: Row<'room_stay'>, reason: string): void {
  const { unitId, roomTypeId, arrival, departure } = stay;
  const others = unitId === null ? [] : takersIn(writer.tx, unitId, arrival, departure);
  const words = stillShown(row.guestName, row.channel as Channel);
  const faces = nightsOf({ arrival, departure } as NightRange).map(
    (night): [StayDate, Omit<BlockRun, keyof NightRange>] => {
      const other = others.find((taker) => taker.arrival <= night && night < taker.departure);
      const echoOf = other ? (other.channel as Channel) : null;
      const kind = other ? 'echo' : 'block';
      return [night, { kind, echoOf, isDoubtful: false, isPendingRelease: false, reason: words }];
    },
  );
  for (const { isDoubtful: _, isPendingRelease: __, ...run } of runsOf(faces))
    writer.insert(
      'block',
      { ...run, roomTypeId, unitId, channel: row.channel, feedId: row.feedId, receivedAt: writer.act.at },
      reason,
    );
}

/** Makes a shadow of a block: its nights are somebody else's, wherever somebody else takes them. */
export function makeShadow(writer: Writer, block: Row<'block'>, origin: Channel, range: NightRange): void {
  const nights = nightsOf(block as unknown as NightRange);
  const runs = runsOf(
    nights.map((night) => {
      const isShared = range.arrival <= night && night < range.departure;
      const face = {
        isDoubtful: block.isDoubtful === 1,
        isPendingRelease: block.isPendingRelease === 1,
        reason: block.reason,
      };
      return [
        night,
        { ...face, kind: isShared ? 'echo' : (block.kind as 'block'), echoOf: isShared ? origin : null },
      ];
    }),
  );
  const { id: _, arrivalDay: __, departureDay: ___, ...same } = block;
  for (const [index, { isDoubtful: ____, isPendingRelease: _____, ...run }] of runs.entries())
    if (index === 0) writer.update('block', block.id, run);
    else writer.insert('block', { ...same, ...run });
}
