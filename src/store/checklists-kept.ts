import type { ReadHandle, WriteHandle } from './database.ts';
import { putInto, selectFrom } from './row-writing.ts';
import { channelProfile, checklistTemplate } from './schema.ts';

export type KeptTemplate = typeof checklistTemplate.$inferSelect;

/** Staff-made templates in use, by their ids. */
export const usedTemplates = (read: ReadHandle): KeptTemplate[] =>
  read.prepare(`${selectFrom(checklistTemplate)} WHERE is_used = 1`).all<KeptTemplate>();

/** Every version that staff have made of a template, newest first. */
export const templateVersions = (read: ReadHandle, templateId: string): KeptTemplate[] =>
  read
    .prepare(`${selectFrom(checklistTemplate)} WHERE template_id = ? ORDER BY version DESC`)
    .all<KeptTemplate>(templateId);

/** Keeps a version, and uses it from now on. */
export function keepTemplate(tx: WriteHandle, made: Omit<KeptTemplate, 'isUsed'>): void {
  stopUsingTemplate(tx, made.templateId);
  const { templateId, version, ...rest } = made;
  putInto(tx, checklistTemplate, { templateId, version }, { ...rest, isUsed: 1 });
}

/** Ours is used again; what staff have made stays. */
export const stopUsingTemplate = (tx: WriteHandle, templateId: string): void => {
  tx.run('UPDATE checklist_template SET is_used = 0 WHERE template_id = ?', templateId);
};

export type KeptProfile = typeof channelProfile.$inferSelect;

export const keptProfile = (read: ReadHandle, connectionId: number): KeptProfile | undefined =>
  read.prepare(`${selectFrom(channelProfile)} WHERE connection_id = ?`).get<KeptProfile>(connectionId);

export const keepProfile = (tx: WriteHandle, { connectionId, ...rest }: KeptProfile): void =>
  putInto(tx, channelProfile, { connectionId }, rest);
