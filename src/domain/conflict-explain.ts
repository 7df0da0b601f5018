import { channelName } from './channel.ts';
import {
  capital,
  type Cause,
  type Certainty,
  type ConflictEvidence,
  type Explanation,
  type PartyEvidence,
  sayComing,
  sayMoment,
} from './conflict-cause.ts';
import {
  echo,
  misreadTime,
  movedOntoTaken,
  noSingleUnit,
  notLinked,
  type Rule,
  silentFeed,
  unitsTakenAway,
  unreadExport,
  updateWindow,
} from './conflict-cause-rules.ts';

/** A fact recorded about one side that names the cause by itself. */
function told(
  cause: Cause,
  certainty: Certainty,
  factOf: (party: PartyEvidence) => number | boolean | undefined,
  say: (party: PartyEvidence, when: string) => string,
): Rule {
  return {
    cause,
    look: ({ parties, zone }) => {
      const party = parties.find((one) => factOf(one) !== undefined && factOf(one) !== false);
      if (!party) return undefined;
      const fact = factOf(party);
      return {
        certainty,
        because: [say(party, typeof fact === 'number' ? sayMoment(fact, zone) : '')],
      };
    },
  };
}

/** Of equally certain ones the earlier counts: what a person did here comes before what a channel may have done. */
const RULES: readonly Rule[] = [
  told(
    'alive-at-channel',
    'sure',
    (party) => party.cancelledHereAt,
    (party, when) =>
      `${capital(party.label)} was cancelled here ${when}; ${channelName(party.channel)} still shows it.`,
  ),
  told(
    'overbooked-here',
    'sure',
    (party) => party.acceptedWarningAt,
    (party, when) => `${capital(party.label)} was entered ${when} although the desk was warned.`,
  ),
  movedOntoTaken,
  unitsTakenAway,
  told(
    'two-desks-offline',
    'sure',
    (party) => party.enteredOfflineAt,
    (party, when) => `${capital(party.label)} was entered ${when} at a desk that was offline.`,
  ),
  told(
    'rejected-update',
    'sure',
    (party) => party.updateRefusedAt,
    (party, when) => `${channelName(party.channel)} refused our closing of these nights ${when}.`,
  ),
  told(
    'unmapped',
    'sure',
    (party) => party.unmappedSinceAt,
    (party, when) =>
      `${capital(party.label)} came ${when} for a room type of ${channelName(party.channel)} that was not linked.`,
  ),
  told(
    'allotment',
    'sure',
    (party) => party.isFromAllotment,
    (party) => `${channelName(party.channel)} sold ${party.label} from its contracted allotment.`,
  ),
  silentFeed,
  unreadExport,
  echo,
  updateWindow,
  told(
    'auto-replenish',
    'likely',
    (party) => party.reopenedAfterCancellationAt,
    (party, when) =>
      `${channelName(party.channel)} opened these nights again ${when}, after a cancellation and not on our word.`,
  ),
  told(
    'extranet-edit',
    'likely',
    (party) => party.changedByThemAt,
    (party, when) => `${channelName(party.channel)} showed values ${when} that were not ours.`,
  ),
  misreadTime,
  noSingleUnit,
  notLinked,
];

const RANK: Readonly<Record<Certainty, number>> = { sure: 0, likely: 1, guess: 2 };

/** The best-founded cause of a conflict, with its evidence; `unknown` where nothing on record speaks for any. */
export function explainCause(evidence: ConflictEvidence): Explanation {
  let best: Explanation | undefined;
  for (const { cause, look } of RULES) {
    const found = look(evidence);
    if (found && (!best || RANK[found.certainty] < RANK[best.certainty])) best = { cause, ...found };
  }
  if (best) return best;
  const said = [...evidence.parties].sort((a, b) => a.receivedAt - b.receivedAt);
  return {
    cause: 'unknown',
    certainty: 'guess',
    because: said.map((party) => sayComing(party, evidence.zone)),
  };
}
