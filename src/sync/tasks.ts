import type { WorkKind } from './retry-policy-defaults.ts';
import type { Priority } from '../queue/job.ts';
import type { Task, WorkResult } from './engine-world.ts';
import { ingestWebhook } from './ingest-webhook.ts';
import { pull, pullAll } from './pull.ts';
import { hasNothingToTell, push } from './push.ts';
import { pushReservation } from './push-reservation.ts';
import { reassert } from './reassert.ts';
import { readBack } from './read-back.ts';
import { reconcile } from './reconcile.ts';
import { readRooms } from './rooms.ts';
import { hasSameWorklist, keepWorklist } from './worklist.ts';

export const JOB_KINDS = [
  'pull',
  'pull-all',
  'push',
  'push-reservation',
  'read-back',
  'reconcile',
  'rooms',
  'webhook',
  'reassert',
] as const;
export type JobKind = (typeof JOB_KINDS)[number];

/** Kinds that a person can ask for. */
export const RUN_KINDS = ['pull', 'pull-all', 'push', 'read-back', 'reconcile', 'rooms'] as const;
export type RunKind = (typeof RUN_KINDS)[number];

interface JobTask {
  /** Whose patience it has, and whose time limits. */
  readonly work: WorkKind;
  readonly priority: Priority;
  /** False: it only moves other work, and leaves no line in the history. */
  readonly isTold: boolean;
  readonly run: (task: Task) => Promise<WorkResult>;
  /** True where there is nothing to do: then nothing is written down either. */
  readonly isIdle?: (task: Task) => boolean;
}

/** A person is its transport: what would be sent becomes a list. */
const isByHand = ({ provider }: Pick<Task, 'provider'>): boolean => provider.descriptor.transport === 'human';

/** What each kind of job does. A job names identities only; what is sent is decided when it is sent. */
export const TASKS: Readonly<Record<JobKind, JobTask>> = {
  pull: { work: 'inventory', priority: 'high', isTold: true, run: pull },
  'pull-all': { work: 'content', priority: 'medium', isTold: true, run: pullAll },
  push: {
    ...{ work: 'inventory', priority: 'high', isTold: true },
    run: (task) => (isByHand(task) ? Promise.resolve(keepWorklist(task)) : push(task)),
    isIdle: (task) => (isByHand(task) ? hasSameWorklist(task) : hasNothingToTell(task)),
  },
  'push-reservation': { work: 'booking-created', priority: 'critical', isTold: true, run: pushReservation },
  'read-back': { work: 'content', priority: 'medium', isTold: true, run: readBack },
  reconcile: { work: 'content', priority: 'low', isTold: true, run: reconcile },
  rooms: { work: 'content', priority: 'low', isTold: true, run: readRooms },
  webhook: { work: 'booking-created', priority: 'critical', isTold: false, run: ingestWebhook },
  reassert: { work: 'inventory', priority: 'high', isTold: false, run: reassert },
};

export const isJobKind = (kind: string): kind is JobKind => Object.hasOwn(TASKS, kind);
