import type { z } from 'zod';
import { calendarCalls } from './calendar.ts';
import { checklistCalls } from './checklists.ts';
import { conflictCalls, historyCalls } from './conflicts.ts';
import type { CommandCall } from './define.ts';
import { connectionCalls } from './connections.ts';
import { exportCalls } from './exports.ts';
import { extranetBookingCalls } from './extranet-bookings.ts';
import { feedCalls } from './feeds.ts';
import { guestCalls } from './guests.ts';
import { hostCalls, sandboxCalls } from './host.ts';
import { manualChannelCalls } from './manual-channels.ts';
import { manualRecordCalls } from './manual-records.ts';
import { peopleCalls } from './people.ts';
import { propertyCalls } from './property.ts';
import { rateCalls } from './rates.ts';
import { reservationCalls } from './reservations.ts';
import { syncCalls } from './sync.ts';
import { todayCalls } from './today.ts';

/** All that the three ways in may ask. */
export const contract = {
  ...hostCalls,
  ...todayCalls,
  ...calendarCalls,
  ...reservationCalls,
  ...conflictCalls,
  ...historyCalls,
  ...feedCalls,
  ...exportCalls,
  ...connectionCalls,
  ...syncCalls,
  ...checklistCalls,
  ...manualChannelCalls,
  ...manualRecordCalls,
  ...extranetBookingCalls,
  ...rateCalls,
  ...guestCalls,
  ...propertyCalls,
  ...peopleCalls,
  ...sandboxCalls,
};
export type Contract = typeof contract;
export type CallName = keyof Contract;
export type CommandName = { [N in CallName]: Contract[N] extends CommandCall ? N : never }[CallName];
export type QueryName = Exclude<CallName, CommandName>;

/** What a caller passes, before parsing. */
export type InputOf<N extends CallName> = z.input<Contract[N]['input']>;
/** What a handler receives, after parsing. */
export type ParsedInputOf<N extends CallName> = z.output<Contract[N]['input']>;
export type OutputOf<N extends CallName> = z.output<Contract[N]['output']>;

export const isCallName = (name: string): name is CallName => Object.hasOwn(contract, name);
