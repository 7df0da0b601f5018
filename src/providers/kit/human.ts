import type { HumanChannel } from '../../domain/channel-profile.ts';
import { channelName } from '../../domain/channel.ts';
import { type ChecklistTemplate, parseTemplate } from '../../domain/checklist-template.ts';
import { stepsOfVisit } from '../../domain/visit.ts';
import type { Provider, ProviderDescriptor } from './provider.ts';

/** What differs between channels that a person works. */
export interface HumanChannelKit {
  readonly id: string;
  readonly name: string;
  readonly channel: HumanChannel;
  readonly documents: ProviderDescriptor['documents'];
  /** Where in the extranet rooms and their numbers are found, in its own words. */
  readonly whereToFind: readonly string[];
  /** As they stand in the JSON files. */
  readonly templates: readonly unknown[];
}

const DAY_MINUTES = 1440;

function shipped(json: unknown): ChecklistTemplate {
  const parsed = parseTemplate(json);
  // shipped with the program: its tests would have said so
  if (!parsed.ok) throw new Error(parsed.problems.join(' '));
  return parsed.template;
}

function descriptorOf({ id, name, channel, documents, whereToFind }: HumanChannelKit): ProviderDescriptor {
  return {
    id,
    name,
    channel,
    transport: 'human',
    documents,
    capabilities: ['push-availability'],
    // a practice hotel has its own people, and the same steps
    environments: [
      { environment: 'production', baseUrl: null },
      { environment: 'sandbox', baseUrl: null },
    ],
    auth: { kind: 'none', fields: [], whereToFind },
    limits: {
      budget: null,
      // one person at one screen
      parallel: 1,
      nightsPerRange: 400,
      rangesPerCall: 1_000,
      horizonDays: 400,
      breaksAtMonthEnd: false,
    },
    schedules: [],
    // one number for each night; a night with stop-sell is the number 0
    fields: { available: 'room-type' },
    together: [],
    mapping: { roomTypes: true, ratePlans: false },
    // the daily sweep is what is heard of it
    staleAfterMinutes: DAY_MINUTES + 120,
  };
}

/** A channel that has a person for a transport: what would be sent becomes steps, and a tick is the receipt. No call is made. */
export function createHumanProvider(kit: HumanChannelKit): Provider {
  const checklists = kit.templates.map(shipped);
  return {
    descriptor: descriptorOf(kit),
    checklists,
    classify: () => ({
      code: 'unexpected-answer',
      words: `${channelName(kit.channel)} is worked by hand here. Bellhop makes no calls there, so no answer is expected.`,
      mayHaveHappened: false,
    }),
    describeSteps: (edits, profile, own = checklists) => stepsOfVisit(own, edits, profile, []),
  };
}
