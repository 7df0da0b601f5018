import type { CellValue } from '../domain/ari.ts';
import { sayValue } from '../domain/say-cell.ts';
import { shownOf } from '../store/ledger-lanes.ts';
import { sayAge } from './checklist-channels.ts';
import type { CellAtChannel } from './cell-answers.ts';
import type { CellStep } from './cell-steps.ts';
import type { SummaryFacts } from './cell-words.ts';

/** The story of a cell at a channel that people keep. */
export function byHandSteps(
  { row, desired, certainty }: CellAtChannel,
  value: (told: CellValue) => string,
  time: (at: number) => string,
): CellStep[] {
  const steps: CellStep[] = [];
  const step = (at: number, words: string): void => void steps.push({ at, words: `${words} at ${time(at)}` });
  if (row?.acked && row.ackedAt !== null)
    step(row.ackedAt, `Somebody saw ${value(row.acked)} there, as it should be,`);
  if (row?.read && row.readAt !== null) step(row.readAt, `Somebody saw ${value(row.read)} there`);
  if (row?.sent && row.sentAt !== null)
    steps.push({
      at: row.sentAt,
      words: `Ticked as entered at ${time(row.sentAt)}: ${value(row.sent)}; nobody has compared it yet`,
    });
  if (certainty === 'queued')
    steps.push({ at: null, words: `On the list: ${value(desired)} is to be entered` });
  return steps;
}

/** One sentence or two: what was seen there, when, and what is to be done. */
export function byHandWords({
  connection,
  cell,
  words,
}: Pick<SummaryFacts, 'connection' | 'cell' | 'words'>): string {
  const { name } = connection;
  const { row, desired, certainty, isDifferent } = cell;
  const wants = sayValue(desired, words.cells.currency);
  const shows = sayValue(shownOf(row), words.cells.currency);
  const seenAt = Math.max(row?.ackedAt ?? 0, row?.readAt ?? 0);
  if (certainty === 'sent')
    return `${wants} was ticked as entered at ${name}, and nobody has compared it yet. It may show that or what it showed before.`;
  if (isDifferent)
    return seenAt === 0
      ? `Nobody has looked yet what ${name} shows. It should show ${wants}: it is on the list.`
      : `${name} showed ${shows} ${sayAge(words.now - seenAt)} and should show ${wants}: it is on the list.`;
  if (certainty === 'unknown')
    return `${name} showed ${wants} ${sayAge(words.now - seenAt)}. That is too long ago to rely on: look again in the daily sweep.`;
  return `${name} shows ${wants}: by hand, ${sayAge(words.now - seenAt)}.`;
}
