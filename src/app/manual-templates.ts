import type { ManualTemplate } from '../contract/manual-channels.ts';
import type { Channel } from '../domain/channel.ts';
import { type ChecklistTemplate, parseTemplateText, renderTemplate } from '../domain/checklist-template.ts';
import { compareTemplates } from '../domain/checklist-template-compare.ts';
import { Refusal } from '../domain/failure.ts';
import { PROVIDERS } from '../providers/registry.ts';
import { keepTemplate, stopUsingTemplate, templateVersions } from '../store/checklists-kept.ts';
import type { ReadHandle } from '../store/database.ts';
import { todayAt } from '../store/property.ts';
import { keepSetting } from '../store/settings.ts';
import type { Writer } from '../store/writer.ts';
import { checkedKey, withCheck } from '../sync/template-checks.ts';

const shipped = (): readonly ChecklistTemplate[] => PROVIDERS.flatMap(({ checklists }) => checklists ?? []);

function ourTemplate(id: string): ChecklistTemplate {
  const found = shipped().find((template) => template.id === id);
  if (!found)
    throw new Refusal(
      'not-found',
      `There is no task that is called ${id.slice(0, 60)}. A template is for one of ours: agoda.close, gommt.open and so on.`,
      { field: 'id' },
    );
  return found;
}

interface Followed {
  readonly used: 'ours' | 'staff';
  readonly template: ChecklistTemplate;
}

/** Which is followed: that of staff, as long as it fits. */
function followed(read: ReadHandle, ours: ChecklistTemplate): Followed {
  const kept = templateVersions(read, ours.id).find(({ isUsed }) => isUsed === 1);
  const parsed = kept && parseTemplateText(kept.body);
  return parsed?.ok
    ? { used: 'staff', template: parsed.template }
    : { used: 'ours', template: withCheck(read, ours) };
}

function viewOf(read: ReadHandle, ours: ChecklistTemplate): ManualTemplate {
  const kept = templateVersions(read, ours.id);
  const { used, template } = followed(read, ours);
  const newest = kept.find(({ isUsed }) => isUsed === 1) ?? kept[0];
  const theirs = newest && parseTemplateText(newest.body);
  return {
    ...{ id: ours.id, channel: ours.channel, task: ours.task, used },
    ...{ version: template.version, lastCheckedOn: template.lastCheckedOn },
    ours: { version: ours.version, text: renderTemplate(ours) },
    staff: kept.map(({ version, basedOn, changedAt, changedBy, isUsed, body }) => {
      const parsed = parseTemplateText(body);
      const problems = parsed.ok ? [] : [...parsed.problems];
      return { version, basedOn, changedAt, changedBy, isUsed: isUsed === 1, text: body, problems };
    }),
    isOursNewer: newest !== undefined && ours.version > newest.basedOn,
    differences: theirs?.ok ? compareTemplates(ours, theirs.template) : [],
  };
}

export const readTemplates = (read: ReadHandle, channel?: Channel): ManualTemplate[] =>
  shipped()
    .filter((ours) => channel === undefined || ours.channel === channel)
    .map((ours) => viewOf(read, ours));

/** Keeps what staff have made of one of our templates as a version of its own, and follows it. */
export function saveTemplate(writer: Writer, text: string): ChecklistTemplate {
  const parsed = parseTemplateText(text);
  if (!parsed.ok)
    throw new Refusal(
      'invalid-input',
      `This template does not fit, and the one in use stays. ${parsed.problems.join(' ')}`.slice(0, 1_000),
      { field: 'text', problems: parsed.problems },
    );
  const ours = ourTemplate(parsed.template.id);
  if (ours.channel !== parsed.template.channel)
    throw new Refusal(
      'invalid-input',
      `${ours.id} is for another channel than this template says. The one in use stays.`,
      { field: 'text' },
    );
  const { tx, act } = writer;
  const kept = templateVersions(tx, ours.id);
  const version = 1 + Math.max(ours.version, ...kept.map((row) => row.version));
  const template: ChecklistTemplate = { ...parsed.template, version };
  keepTemplate(tx, {
    ...{ templateId: ours.id, version, basedOn: ours.version, body: renderTemplate(template) },
    ...{ changedAt: act.at, changedBy: act.actor },
  });
  return template;
}

/** Notes that the template in use was compared with the screens today. It stays the version that it is. */
export function checkTemplate(writer: Writer, templateId: string): string {
  const { tx, act } = writer;
  const ours = ourTemplate(templateId);
  const today = todayAt(tx, act.at);
  const { used } = followed(tx, ours);
  const kept = templateVersions(tx, templateId).find(({ isUsed }) => isUsed === 1);
  const parsed = kept && parseTemplateText(kept.body);
  if (used === 'staff' && kept && parsed?.ok) {
    const { isUsed: _isUsed, ...row } = kept;
    keepTemplate(tx, { ...row, body: renderTemplate({ ...parsed.template, lastCheckedOn: today }) });
  } else keepSetting(tx, checkedKey(ours), today);
  return today;
}

export function followOurs(writer: Writer, templateId: string): ChecklistTemplate {
  const ours = ourTemplate(templateId);
  stopUsingTemplate(writer.tx, templateId);
  return ours;
}
