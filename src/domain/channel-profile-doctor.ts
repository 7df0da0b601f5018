import { channelName } from './channel.ts';
import { HUMAN_PLACES, type HumanChannel } from './channel-profile-address.ts';
import type { ChannelProfile, ProfileQuestion } from './channel-profile.ts';
import type { RoomTypeId } from './property.ts';

/** The set-up doctor's questions: what nobody has answered yet, and what was looked at too long ago. */

interface Question {
  readonly channels: readonly HumanChannel[];
  /** `{channel}` is filled in. */
  readonly words: string;
  readonly why: string;
  /** True: it may change at the extranet without anybody saying so, and is asked again every month. */
  readonly isAskedAgain: boolean;
}

const ALL: readonly HumanChannel[] = ['agoda', 'gommt', 'booking'];

/** In the order in which they are asked: what may switch everything off comes first. */
const QUESTIONS: Readonly<Record<ProfileQuestion, Question>> = {
  channelManager: {
    channels: ALL,
    words: 'Is a channel manager connected to the {channel} extranet?',
    why: 'Then numbers typed there by hand may be refused or overwritten.',
    isAskedAgain: true,
  },
  property: {
    channels: ALL,
    words: 'What are the name and the number of the property, as {channel} shows them?',
    why: 'They are compared at the start of every visit.',
    isAskedAgain: false,
  },
  guestPages: {
    channels: ALL,
    words: 'What is the address of the property’s page on {channel}, as a guest sees it, with dates in it?',
    why: 'It shows whether a closed room is really gone.',
    isAskedAgain: true,
  },
  contractTypes: {
    channels: ['gommt'],
    words: 'Which contract types does the extranet list?',
    why: 'Each may have its own number of rooms.',
    isAskedAgain: true,
  },
  hourlyStays: {
    channels: ['gommt'],
    words: 'Are Hourly Stays in use, under New Offerings?',
    why: 'They sell from a number of their own.',
    isAskedAgain: true,
  },
  programmes: {
    channels: ['gommt'],
    words: 'Which programmes did the hotel join, such as goSTAYS or MMT ValueStays?',
    why: 'They promise rooms, and days turn red when those are closed.',
    isAskedAgain: true,
  },
  guaranteedAllotment: {
    channels: ['agoda'],
    words: 'Has Agoda a guaranteed allotment?',
    why: 'Only Agoda’s support can lower it.',
    isAskedAgain: true,
  },
  autoReplenishmentOffSince: {
    channels: ['booking'],
    words: 'Since when is auto-replenishment switched off?',
    why: 'While it is on, a cancellation puts a room back on sale, also one that was closed by hand.',
    isAskedAgain: true,
  },
  bulkEndIncluded: {
    channels: ['gommt', 'booking'],
    words: 'Does the bulk form change the night of its end date as well?',
    why: 'Try it once on far-off dates; it decides which date is to be typed.',
    isAskedAgain: true,
  },
  icalImport: {
    channels: ['agoda', 'booking'],
    words: 'Does the {channel} extranet read a calendar by address?',
    why: 'The next reading may open what was closed by hand.',
    isAskedAgain: true,
  },
  cancellationReopens: {
    channels: ['agoda', 'gommt'],
    words: 'Does a cancelled booking put its room back on sale by itself?',
    why: 'Then the number has to be looked at after every cancellation.',
    isAskedAgain: false,
  },
  usualUpdateTime: {
    channels: ALL,
    words: 'At what time does somebody usually look into the extranet?',
    why: 'The daily sweep is put there.',
    isAskedAgain: false,
  },
  picturesAllowed: {
    channels: ALL,
    words: 'May pictures of the extranet be kept with the steps?',
    why: 'They prove what was shown, and must hold no guest’s card or papers.',
    isAskedAgain: false,
  },
};

const MONTH_MS = 31 * 86_400_000;
const DAY_MS = 86_400_000;

export interface MissingAnswer {
  /** `rooms`: a room type that is sold there and has no name there. */
  readonly question: ProfileQuestion | 'rooms';
  readonly reason: 'never' | 'old';
  readonly words: string;
  readonly why: string;
  readonly checkedAt: number | null;
  /** For `rooms`. */
  readonly roomTypeId?: RoomTypeId;
}

const fill = (text: string, channel: HumanChannel): string =>
  text.replaceAll('{channel}', channelName(channel));

/** How a question is put to staff. */
export const questionWords = (question: ProfileQuestion, channel: HumanChannel) => ({
  words: fill(QUESTIONS[question].words, channel),
  why: fill(QUESTIONS[question].why, channel),
});

/** Whether an answer stands and is whole: a page is wanted for each site that guests see. */
function isAnswered({ answers, channel }: ChannelProfile, question: ProfileQuestion): boolean {
  const { value } = answers[question];
  if (question !== 'guestPages') return value !== null;
  const pages = answers.guestPages.value ?? {};
  return HUMAN_PLACES[channel].guestSites.every(({ key }) => Object.hasOwn(pages, key));
}

/**
 * What has to be asked, most important first. A clock that was set back makes answers look as if they came from the future:
 * those are asked again as well. Pass the room types that are sold there to hear of those without a name.
 */
export function missingAnswers(
  profile: ChannelProfile,
  now: number,
  soldThere: readonly RoomTypeId[] = [],
): MissingAnswer[] {
  const { channel, answers, rooms } = profile;
  const asked = (Object.keys(QUESTIONS) as ProfileQuestion[]).flatMap((question): MissingAnswer[] => {
    const { channels, isAskedAgain } = QUESTIONS[question];
    const { checkedAt } = answers[question];
    if (!channels.includes(channel)) return [];
    const words = questionWords(question, channel);
    if (!isAnswered(profile, question)) return [{ question, reason: 'never', ...words, checkedAt }];
    const age = checkedAt === null ? Infinity : now - checkedAt;
    const isOld = isAskedAgain && (age >= MONTH_MS || age < -DAY_MS);
    return isOld ? [{ question, reason: 'old', ...words, checkedAt }] : [];
  });
  const nameless = soldThere.filter(
    (id) => !rooms.some((room) => room.roomTypeId === id && room.name !== ''),
  );
  const unnamed = nameless.map((roomTypeId): MissingAnswer => ({
    question: 'rooms',
    reason: 'never',
    words: `What is this room called in the ${channelName(channel)} extranet, and what is its number there?`,
    why: 'Most mistakes are made in the wrong row: the name has to be the same letter by letter.',
    checkedAt: null,
    roomTypeId,
  }));
  return [...asked, ...unnamed];
}

/** Why nothing is to be entered at this extranet by hand, in words; undefined where the checklist is on. */
export function checklistOff({ channel, answers }: ChannelProfile): string | undefined {
  if (answers.channelManager.value !== true) return undefined;
  const name = channelName(channel);
  return `A channel manager is connected to the ${name} extranet. Numbers typed there by hand may be refused or overwritten, so there is no checklist. Change rooms and prices in the channel manager, or disconnect it there and say so in the profile.`;
}
