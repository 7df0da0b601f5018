import { CHANNEL_FACTS, type Channel } from '../domain/channel.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** When a feed's word is taken. Releasing late costs a little, releasing wrongly costs a guest. */
export interface FeedPolicy {
  /** A night is freed when this many good answers in a row lacked it … */
  readonly releaseAfterFetches: number;
  /** … over at least this long. */
  readonly releaseAfterMs: number;
  /** More than this share of the coming nights gone at once, in more than one piece, is doubted. */
  readonly massShare: number;
  /** More nights than this gone at once are doubted, however many there are. */
  readonly massNights: number;
  /** Nights farther ahead than this are nobody's business yet. */
  readonly horizonNights: number;
  /** An echo whose origin is gone becomes a block after this many good answers that still show it … */
  readonly echoFetches: number;
}

export const FEED_POLICY: FeedPolicy = {
  releaseAfterFetches: 3,
  releaseAfterMs: 2 * HOUR,
  massShare: 0.3,
  massNights: 14,
  horizonNights: 800,
  echoFetches: 3,
};

/** … and after the slowest channel would have read our calendar again, and we its. */
export const echoGraceMs = (channel: Channel, pollMinutes: number): number =>
  ((CHANNEL_FACTS[channel].pickUpMinutes?.worst ?? 1440) + pollMinutes) * MINUTE;
