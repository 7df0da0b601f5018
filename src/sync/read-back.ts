import type { Task, WorkResult } from './engine-world.ts';
export function readBack(_task: Task): Promise<WorkResult> {
  return Promise.resolve({ type: 'done', words: 'Not yet.' });
}
