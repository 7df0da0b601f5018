import type { Diff } from '../contract/sync.ts';
import { guardsFor } from '../domain/guards.ts';
import { type ConnectionRow, listConnections } from '../store/connections.ts';
import { loadLedger } from '../store/ledger.ts';
import { descriptorOf } from './connection-rows.ts';
import { theConnection } from './connection-view.ts';
import { closedThere, guardContext } from './diff-guards.ts';
import { cellWordsOf, diffOf, type DiffPart } from './diff-view.ts';
import type { Surroundings } from './handler.ts';

/** What one connection would be told. One that is not told yet is thought through as if it were. */
function partOf(
  here: Surroundings,
  connection: ConnectionRow,
  words: ReturnType<typeof cellWordsOf>,
): DiffPart | undefined {
  const { read } = here.store;
  const descriptor = descriptorOf(connection);
  if (!descriptor) return undefined;
  const { ranges, held, refused, drifted, from, nights } = here.sync.planOf(connection.id);
  const ledger = loadLedger(read, connection.id, { from, to: from + nights });
  const context = guardContext(read, connection, words, closedThere(ledger, connection.name));
  return {
    connection,
    ranges,
    held,
    waiting: refused.length + drifted.length,
    guards: guardsFor([...ranges, ...held], context),
    rangesPerCall: descriptor.limits.rangesPerCall,
  };
}

/** What would be told now to one connection, or to all that are not let go, and what to think of first. Sends nothing. */
export function dryRun(here: Surroundings, connectionId: number | null): Diff {
  const { read } = here.store;
  const words = cellWordsOf(read, here.ports.clock.now());
  const meant =
    connectionId === null
      ? listConnections(read).filter(({ state, isTold }) => state !== 'disconnected' && isTold === 1)
      : [theConnection(read, connectionId)];
  const parts = meant.flatMap((connection) => {
    const part = partOf(here, connection, words);
    return part ? [part] : [];
  });
  const diff = diffOf(parts, words);
  return parts.length > 0 ? diff : { ...diff, summary: ['No channel is told what to show.'] };
}
