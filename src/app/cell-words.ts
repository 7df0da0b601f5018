import { NO_PLAN } from '../domain/ari.ts';
import { sayValue } from '../domain/say-cell.ts';
import type { ConnectionRow, ConnectionStateRow } from '../store/connections.ts';
import { shownOf } from '../store/ledger-lanes.ts';
import type { AnswerWords, CellAtChannel } from './cell-answers.ts';
import { isFailing, isSlowed, sayTalk } from './connection-health.ts';

export interface SummaryFacts {
  readonly connection: ConnectionRow;
  readonly state: ConnectionStateRow;
  readonly isTold: boolean;
  readonly cell: CellAtChannel;
  readonly words: AnswerWords;
}

/** Why what waits has not left yet. */
function whyWaiting({ connection, state, words: { time, now } }: SummaryFacts): string {
  if (connection.state === 'paused') return ' It is paused.';
  if (connection.state === 'needs-sign-in') return ' It wants a new sign-in first.';
  if (isFailing(state) && state.failingSince !== null) return ` ${sayTalk('It', state, time)}.`;
  if (isSlowed(state, now))
    return ` It goes out at ${time(state.pointsResetAt ?? now)}, as the channel asks.`;
  if (state.pullNeededSince !== null) return ' Its bookings are read before anything opens.';
  return ' It goes out now.';
}

function waitingWords(facts: SummaryFacts, wants: string, shows: string): string {
  const { name } = facts.connection;
  return `${wants} waits to be told. ${name} still shows ${shows}.${whyWaiting(facts)}`;
}

function differentWords(facts: SummaryFacts, wants: string, shows: string): string {
  const { connection, cell, isTold, words } = facts;
  const { name } = connection;
  const { row } = cell;
  if (cell.isRefused)
    return `${name} would not take ${wants}${row?.refusedWords ? `: ${row.refusedWords}` : '.'} It shows ${shows}.`;
  if (cell.isDrifted)
    return `Somebody changed it at ${name}: it shows ${shows} and should show ${wants}. Nothing is told over it before a person has looked, under Conflicts.`;
  if (cell.certainty === 'sent')
    return `Told ${wants} at ${words.time(row?.sentAt ?? 0)}, and no answer yet: it may show that or what it showed before.`;
  if (cell.certainty === 'queued') return waitingWords(facts, wants, shows);
  if (!isTold)
    return connection.isTold === 1
      ? waitingWords(facts, wants, shows)
      : `${name} is only read, so it is not told ${wants}. It shows ${shows}.`;
  if (cell.certainty === 'unknown') return `It is not known what ${name} shows. It should show ${wants}.`;
  return `${name} shows ${shows} and should show ${wants}; nothing is on its way. Tell it once more.`;
}

/** One sentence or two: what the channel shows, how that is known, and what comes. */
export function summaryWords(facts: SummaryFacts): string {
  const { connection, cell, words } = facts;
  const { name } = connection;
  const { row, desired, certainty, isDifferent, ratePlanId } = cell;
  const of = ratePlanId === NO_PLAN ? '' : ` for ${words.cells.ratePlanName(ratePlanId)}`;
  const wants = `${sayValue(desired, words.cells.currency)}${of}`;
  const shows = sayValue(shownOf(row), words.cells.currency);
  if (isDifferent) return differentWords(facts, wants, shows);
  if (certainty === 'read-back')
    return `${name} shows ${wants}, as it should. It said so at ${words.time(row?.readAt ?? 0)}.`;
  if (certainty === 'unknown') return `Nothing is desired of ${name} for this night.`;
  return `${name} confirmed ${wants} at ${words.time(row?.ackedAt ?? 0)}.`;
}
