import type { StayDate } from '../domain/stay-date.ts';
import type { Row, Writer } from '../store/writer.ts';
import { type BlockRun, reconcileBlocks } from './feed-blocks.ts';
import type { BlockMemory } from './feed-memory.ts';

const columnsOf = (run: BlockRun) => ({
  kind: run.kind,
  isDoubtful: run.isDoubtful ? 1 : 0,
  isPendingRelease: run.isPendingRelease ? 1 : 0,
  echoOf: run.echoOf,
  reason: run.reason,
  arrival: run.arrival,
  departure: run.departure,
});

/** Makes the blocks of a feed be as planned; `from` is the first night that is not history. */
export function applyBlocks(
  writer: Writer,
  feed: Row<'feed'>,
  unitId: number | null,
  standing: readonly BlockMemory[],
  wanted: readonly BlockRun[],
  from: StayDate,
): void {
  const { added, changed, removed } = reconcileBlocks(standing, wanted, from);
  for (const id of removed) writer.remove('block', id);
  for (const { id, run } of changed) writer.update('block', id, columnsOf(run));
  for (const run of added)
    writer.insert('block', {
      ...columnsOf(run),
      roomTypeId: feed.roomTypeId,
      unitId,
      channel: feed.channel,
      feedId: feed.id,
      receivedAt: writer.act.at,
    });
}
