import { z } from 'zod';
import {
  extranetAddressProblem,
  guestPageProblem,
  HUMAN_CHANNELS,
  HUMAN_PLACES,
  type HumanChannel,
} from './channel-profile-address.ts';
import type { RoomTypeId } from './property.ts';
import { parseStayDate, type StayDate } from './stay-date.ts';

export * from './channel-profile-address.ts';

/** An answer of the hotel about its extranet, and who looked there last. */
export interface Checked<T> {
  /** Null: nobody knows. */
  readonly value: T | null;
  readonly checkedAt: number | null;
  readonly checkedBy: string;
}

/** A room as the extranet names it, and what it is here. Comes from the links, it is not kept with the answers. */
export interface ProfileRoom {
  readonly roomTypeId: RoomTypeId;
  readonly externalId: string;
  readonly name: string;
  readonly plans: readonly string[];
}

/** What the hotel has told about its account at a channel. */
export interface ProfileAnswers {
  readonly property: Checked<{ readonly name: string; readonly id: string }>;
  /** True: the channel is worked from there, and nothing may be entered by hand. */
  readonly channelManager: Checked<boolean>;
  /** True: the extranet reads calendars and may open or close nights by itself. */
  readonly icalImport: Checked<boolean>;
  /** Empty: there is only one. */
  readonly contractTypes: Checked<readonly string[]>;
  readonly hourlyStays: Checked<boolean>;
  readonly guaranteedAllotment: Checked<boolean>;
  /** Programmes that promise rooms, such as goSTAYS. */
  readonly programmes: Checked<readonly string[]>;
  /** True: the end date that is typed into the bulk form is changed as well. */
  readonly bulkEndIncluded: Checked<boolean>;
  readonly autoReplenishmentOffSince: Checked<StayDate>;
  /** True: a booking cancelled there puts its room back on sale by itself. */
  readonly cancellationReopens: Checked<boolean>;
  readonly guestPages: Checked<Readonly<Record<string, string>>>;
  /** "09:30": when somebody usually looks into the extranet. */
  readonly usualUpdateTime: Checked<string>;
  readonly picturesAllowed: Checked<boolean>;
}
export type ProfileQuestion = keyof ProfileAnswers;

export interface ChannelProfile {
  readonly channel: HumanChannel;
  /** Of the extranet; https, and one of the channel's own hosts. */
  readonly address: string;
  readonly answers: ProfileAnswers;
  readonly rooms: readonly ProfileRoom[];
}
/** What is kept of a profile. */
export type ProfileBody = Omit<ChannelProfile, 'rooms'>;

const name = z.string().trim().min(1, 'is empty').max(120, 'is too long');
const names = z.array(name).max(20, 'has more than 20 entries');
const checked = <T extends z.ZodType>(value: T) =>
  z.strictObject({
    value: value.nullable(),
    checkedAt: z.int().nullable(),
    checkedBy: z.string().max(120),
  });
const yesNo = checked(z.boolean());

const answersSchema = z.strictObject({
  property: checked(z.strictObject({ name, id: name })),
  channelManager: yesNo,
  icalImport: yesNo,
  contractTypes: checked(names),
  hourlyStays: yesNo,
  guaranteedAllotment: yesNo,
  programmes: checked(names),
  bulkEndIncluded: yesNo,
  autoReplenishmentOffSince: checked(
    z.string().refine((text) => parseStayDate(text) !== undefined, 'is no date'),
  ),
  cancellationReopens: yesNo,
  guestPages: checked(z.record(z.string().max(40), z.string())),
  usualUpdateTime: checked(
    z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/u, 'is no time of day, such as 09:30'),
  ),
  picturesAllowed: yesNo,
});

/** What is kept of a profile, every address checked. */
export const profileBodySchema = z
  .strictObject({ channel: z.enum(HUMAN_CHANNELS), address: z.string(), answers: answersSchema })
  .superRefine(({ channel, address, answers }, context) => {
    const problem = extranetAddressProblem(channel, address);
    if (problem) context.addIssue({ code: 'custom', path: ['address'], message: problem });
    for (const [site, template] of Object.entries(answers.guestPages.value ?? {})) {
      const wrong = guestPageProblem(channel, site, template);
      if (wrong) context.addIssue({ code: 'custom', path: ['answers', 'guestPages', site], message: wrong });
    }
  });

export type ParsedProfile =
  | { readonly ok: true; readonly body: ProfileBody }
  | { readonly ok: false; readonly problems: readonly { readonly field: string; readonly words: string }[] };

/** What is kept out of what was read or typed; or what is wrong with it, each with the field that it belongs to. */
export function parseProfileBody(json: unknown): ParsedProfile {
  const parsed = profileBodySchema.safeParse(json);
  if (parsed.success) return { ok: true, body: parsed.data as ProfileBody };
  const problems = parsed.error.issues.map(({ path, message }) => ({
    field: path.map(String).join('.') || 'profile',
    words: message,
  }));
  return { ok: false, problems: problems.slice(0, 20) };
}

const NEVER = { value: null, checkedAt: null, checkedBy: '' } as const;

/** A profile about which nobody has said anything yet. */
export const emptyProfile = (channel: HumanChannel): ProfileBody => ({
  channel,
  address: HUMAN_PLACES[channel].extranet,
  answers: {
    property: NEVER,
    channelManager: NEVER,
    icalImport: NEVER,
    contractTypes: NEVER,
    hourlyStays: NEVER,
    guaranteedAllotment: NEVER,
    programmes: NEVER,
    bulkEndIncluded: NEVER,
    autoReplenishmentOffSince: NEVER,
    cancellationReopens: NEVER,
    guestPages: NEVER,
    usualUpdateTime: NEVER,
    picturesAllowed: NEVER,
  },
});

export { checklistOff, type MissingAnswer, missingAnswers, questionWords } from './channel-profile-doctor.ts';
