import type { ProviderContext, Receipt } from '../kit/provider.ts';
import { readRanges } from './read-back.ts';
import type { Sent } from './push.ts';

/**
 * For a room that warned: which changes were cut to what is free there, and to how much. The warning gives no number, so
 * the nights are read. Where nights of one change were cut to different numbers the largest counts: to believe that more
 * is shown than is can never oversell. Where they can not be read, what was told stands, with a word about it.
 */
export async function cutOf(
  context: ProviderContext,
  roomId: string,
  sent: readonly Sent[],
): Promise<ReadonlyMap<number, Receipt>> {
  const told = sent.filter(({ change }) => change.value.available !== undefined);
  const [first, ...others] = told.map(({ change }) => change);
  if (!first) return new Map();
  const from = others.reduce((least, change) => (change.from < least ? change.from : least), first.from);
  const to = others.reduce((most, change) => (change.to > most ? change.to : most), first.to);
  const read = await readRanges(context, { externalRoomIds: [roomId], from, to }, ['includeNumAvail']);
  const receipts = told.flatMap(({ change }): [number, Receipt][] => {
    const { id } = change;
    const words = 'Beds24 counts fewer units free than were told, and shows no more than that.';
    if (!read.ok) return [[id, { id, type: 'taken', words }]];
    const shown = read.value
      .filter(({ night }) => night >= change.from && night <= change.to)
      .map(({ value }) => value.available ?? 0);
    const most = shown.length === 0 ? undefined : Math.max(...shown);
    if (most === undefined || most >= (change.value.available ?? 0)) return [];
    return [[id, { id, type: 'taken', cutTo: { available: most }, words }]];
  });
  return new Map(receipts);
}
