import { channelName } from './channel.ts';
import {
  capital,
  type Cause,
  type Certainty,
  type ConflictEvidence,
  madeAt,
  type PartyEvidence,
  sayComing,
  sayDuration,
  sayMoment,
  worstPickUpMs,
} from './conflict-cause.ts';

export interface Finding {
  readonly certainty: Certainty;
  readonly because: readonly string[];
}
/** One cause and what speaks for it; undefined where nothing does. */
export interface Rule {
  readonly cause: Cause;
  readonly look: (evidence: ConflictEvidence) => Finding | undefined;
}

/** The newest side and, of the others, the one known longest. */
function inOrder(parties: readonly PartyEvidence[]): readonly [PartyEvidence, PartyEvidence] | undefined {
  const [first, ...others] = [...parties].sort((a, b) => madeAt(a) - madeAt(b));
  const last = others.at(-1);
  return first && last ? [first, last] : undefined;
}

export const movedOntoTaken: Rule = {
  cause: 'moved-onto-taken',
  look: ({ parties, zone }) => {
    const moved = parties.find((party) => party.movedAt !== undefined);
    const other = parties.find((party) => party !== moved && party.receivedAt <= (moved?.movedAt ?? 0));
    if (moved?.movedAt === undefined || !other) return undefined;
    return {
      certainty: 'sure',
      because: [
        `${capital(moved.label)} was changed ${sayMoment(moved.movedAt, zone)} onto these nights.`,
        `${capital(other.label)} was known here since ${sayMoment(other.receivedAt, zone)}.`,
      ],
    };
  },
};

export const unitsTakenAway: Rule = {
  cause: 'overbooked-here',
  look: ({ parties, unitsReducedAt, zone }) => {
    if (unitsReducedAt === undefined || parties.some(({ receivedAt }) => receivedAt > unitsReducedAt))
      return undefined;
    return {
      certainty: 'sure',
      because: [
        `A unit of this type was taken out of sale ${sayMoment(unitsReducedAt, zone)}, after all of them were here.`,
      ],
    };
  },
};

/** One side was booked while its calendar gave us no good answer, so that we could not close the nights elsewhere. */
export const silentFeed: Rule = {
  cause: 'stale-channel',
  look: ({ parties, zone }) => {
    for (const party of parties) {
      const lastGoodAt = party.feed?.lastGoodBeforeAt ?? null;
      if (!party.feed || lastGoodAt === null || party.receivedAt - lastGoodAt <= party.feed.staleAfterMs)
        continue;
      const other = parties.find(
        (one) =>
          one !== party && madeAt(one) > (party.bookedAt ?? lastGoodAt) && madeAt(one) < party.receivedAt,
      );
      if (!other) continue;
      return {
        certainty: party.bookedAt === null ? 'likely' : 'sure',
        because: [
          `The ${channelName(party.channel)} calendar gave no good answer from ${sayMoment(lastGoodAt, zone)} to ${sayMoment(party.receivedAt, zone)} (${sayDuration(party.receivedAt - lastGoodAt)}).`,
          sayComing(other, zone),
        ],
      };
    }
    return undefined;
  },
};

/** Our calendar held the nights for longer than the channel ever takes, and it had not read it. */
export const unreadExport: Rule = {
  cause: 'stale-channel',
  look: ({ parties, zone }) => {
    const order = inOrder(parties);
    const told = order?.[1].export;
    if (!order || !told || told.writtenAt === null) return undefined;
    const [first, last] = order;
    if (told.isNeverFetched)
      return {
        certainty: 'sure',
        because: [
          `${channelName(last.channel)} has never fetched our calendar of these nights, so it could not know.`,
          sayComing(last, zone),
        ],
      };
    const isUnread = told.fetchedAt === null || told.fetchedAt > madeAt(last);
    const waited = madeAt(last) - told.writtenAt;
    if (!isUnread || waited <= worstPickUpMs(last.channel)) return undefined;
    return {
      certainty: last.bookedAt === null ? 'likely' : 'sure',
      because: [
        `Our calendar showed ${first.label} from ${sayMoment(told.writtenAt, zone)}, but ${channelName(last.channel)} did not read it for ${sayDuration(waited)}.`,
        sayComing(last, zone),
      ],
    };
  },
};

export const updateWindow: Rule = {
  cause: 'update-window',
  look: ({ parties, zone }) => {
    const order = inOrder(parties);
    if (!order || order[0].channel === order[1].channel || !order.every(({ isStay }) => isStay))
      return undefined;
    const [first, last] = order;
    const because = [sayComing(first, zone), sayComing(last, zone)];
    // Sold elsewhere before we could know of the first at all.
    if (first.bookedAt !== null && madeAt(last) < first.receivedAt) return { certainty: 'sure', because };
    const told = last.export;
    if (!told || last.channel === 'direct') return undefined;
    const readAt = told.fetchedAt;
    const name = channelName(last.channel);
    const reading =
      readAt === null
        ? `${name} has not read our calendar with ${first.label} in it yet.`
        : `${name} first read our calendar with ${first.label} in it ${sayMoment(readAt, zone)}.`;
    if (last.bookedAt !== null)
      return readAt === null || last.bookedAt < readAt
        ? { certainty: 'sure', because: [...because, reading] }
        : undefined;
    // Booked at some time after the last answer without it and before the first answer with it.
    const earliest = last.feed?.lastGoodBeforeAt ?? null;
    if (readAt !== null && earliest !== null && earliest >= readAt) return undefined;
    return { certainty: readAt === null ? 'likely' : 'guess', because: [...because, reading] };
  },
};

export const notLinked: Rule = {
  cause: 'unmapped',
  look: ({ parties, zone }) => {
    const last = inOrder(parties)?.[1];
    if (!last || last.export !== null || last.channel === 'direct') return undefined;
    return {
      certainty: 'likely',
      because: [
        `No calendar of ours goes to ${channelName(last.channel)} for these nights, so it could not know.`,
        sayComing(last, zone),
      ],
    };
  },
};

export const echo: Rule = {
  cause: 'ical-echo',
  look: ({ parties, zone }) => {
    const shadow = parties.find((party) => !party.isStay && party.feed && party.isCovered);
    const origin = parties.find((party) => party !== shadow && party.receivedAt < (shadow?.receivedAt ?? 0));
    if (!shadow || !origin) return undefined;
    const readAt = shadow.export?.fetchedAt ?? null;
    const because = [`All nights of ${shadow.label} are nights of ${origin.label}, and it came later.`];
    if (readAt === null || readAt > shadow.receivedAt) return { certainty: 'guess', because };
    const name = channelName(shadow.channel);
    const reading = `${name} had read our calendar with ${origin.label} in it ${sayMoment(readAt, zone)}.`;
    return { certainty: 'likely', because: [...because, reading] };
  },
};

export const misreadTime: Rule = {
  cause: 'time-or-dtend',
  look: ({ parties, isEdgeNightOnly }) => {
    const party = parties.find(({ isTimeDoubtful }) => isTimeDoubtful);
    if (!party) return undefined;
    const because = [
      `The ${channelName(party.channel)} calendar gives ${party.label} with times or an end date that can be read two ways.`,
    ];
    return isEdgeNightOnly
      ? { certainty: 'likely', because: [...because, 'They share one night only, at the edge.'] }
      : { certainty: 'guess', because };
  },
};

export const noSingleUnit: Rule = {
  cause: 'no-single-unit',
  look: ({ isTypeFreeOnly }) =>
    isTypeFreeOnly
      ? {
          certainty: 'likely',
          because: ['On every night a unit of the type was left, but no one unit for all of them.'],
        }
      : undefined,
};
