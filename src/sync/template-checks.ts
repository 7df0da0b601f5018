import type { ChecklistTemplate } from '../domain/checklist-template.ts';
import { parseStayDate } from '../domain/stay-date.ts';
import type { ReadHandle } from '../store/database.ts';
import { readSetting } from '../store/settings.ts';

/** A check holds for one version of ours: a new one was compared by nobody here. */
export const checkedKey = ({ id, version }: Pick<ChecklistTemplate, 'id' | 'version'>): string =>
  `template-checked:${id}:${String(version)}`;

/** A template of ours, with the day on which staff here last compared it with the screens, where they did. */
export function withCheck(read: ReadHandle, ours: ChecklistTemplate): ChecklistTemplate {
  const day = parseStayDate(readSetting(read, checkedKey(ours)) ?? '');
  return day !== undefined && day > ours.lastCheckedOn ? { ...ours, lastCheckedOn: day } : ours;
}
