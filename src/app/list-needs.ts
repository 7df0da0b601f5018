import type { Today } from '../contract/today.ts';
import type { IncidentRow } from '../store/incidents.ts';
import { openTasks } from '../store/manual-tasks.ts';
import { taskLine } from './checklist-view.ts';
import type { Surroundings } from './handler.ts';

type Need = Today['needs'][number];

/** What has to be entered by hand, a line for each channel: urgent, stopped and overdue ones before the rest. */
export function listNeeds(here: Surroundings): Need[] {
  const now = here.ports.clock.now();
  return openTasks(here.store.read).map(({ id }): Need => {
    const { channelName, words, causes, minutes, danger, state, escalateAt, done } = taskLine(here, id);
    const isStopped = state === 'blocked';
    return {
      ...{ id: `list-${String(id)}`, kind: 'list', minutes },
      severity: isStopped || danger === 'now' || now >= escalateAt ? 'high' : 'low',
      title: isStopped ? `${channelName}: the list was stopped` : `${channelName}: ${words}`,
      text: isStopped
        ? 'Something is there that nobody here knew of. Nothing is entered before it is cleared up.'
        : `To be entered by hand${causes[0] === undefined ? '' : `: ${causes[0]}`}.`,
      act: isStopped ? 'Clear it up' : done > 0 ? 'Go on' : 'Begin',
      target: { screen: 'lists', id, date: null },
    };
  });
}

/** Incidents of channels that people keep; a list that was stopped says its own. */
export const isToldByList = ({ code }: Pick<IncidentRow, 'code'>): boolean => code === 'unknown-there';
export const isOfLists = ({ cause }: Pick<IncidentRow, 'cause'>): boolean => cause.startsWith('by-hand:');
