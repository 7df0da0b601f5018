import { create } from 'zustand';
import type { CoreEvent } from '../../src/contract/events.ts';
import { client } from './transport.ts';

type Progress = Extract<CoreEvent, { readonly type: 'progress' }>;

const useAll = create<{ readonly jobs: Readonly<Record<string, Progress>> }>(() => ({ jobs: {} }));

client.subscribe((event) => {
  if (event.type === 'hello') useAll.setState({ jobs: {} });
  if (event.type !== 'progress') return;
  useAll.setState(({ jobs }) => {
    const { [event.job]: _gone, ...others } = jobs;
    return { jobs: event.isOver ? others : { ...others, [event.job]: event } };
  });
});

/** How far a long job is; undefined while it does not run. */
export const useProgress = (job: string): Progress | undefined => useAll((all) => all.jobs[job]);
