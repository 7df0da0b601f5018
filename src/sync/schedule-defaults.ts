/** When each kind of work comes on its own, where a hotel has not set it otherwise. On the property's clock. */
export interface DefaultSchedule {
  readonly cron: string;
  readonly jitterMs: number;
}

const SECOND = 1000;

export const WORK_SCHEDULES = {
  rates: { cron: '*/15 * * * *', jitterMs: 60 * SECOND },
  inventory: { cron: '*/5 * * * *', jitterMs: 20 * SECOND },
  bookings: { cron: '*/10 * * * *', jitterMs: 40 * SECOND },
  content: { cron: '0 2 * * *', jitterMs: 600 * SECOND },
} as const satisfies Readonly<Record<string, DefaultSchedule>>;

export const PROVIDER_SCHEDULES = {
  beds24: {
    pull: { cron: '*/5 * * * *', jitterMs: 20 * SECOND },
    reconcile: { cron: '0 3 * * *', jitterMs: 300 * SECOND },
  },
  octorate: { poll: { cron: '0 * * * *', jitterMs: 240 * SECOND } },
} as const satisfies Readonly<Record<string, Readonly<Record<string, DefaultSchedule>>>>;
