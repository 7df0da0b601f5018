import type { Handlers } from '../handler.ts';
import { calendarHandlers } from './calendar.ts';
import { checklistHandlers } from './checklists.ts';
import { connectionHandlers } from './connections.ts';
import { accountHandlers } from './connections-account.ts';
import { stateHandlers } from './connections-state.ts';
import { conflictHandlers } from './conflicts.ts';
import { exportHandlers } from './exports.ts';
import { extranetBookingHandlers } from './extranet-bookings.ts';
import { feedHandlers } from './feeds.ts';
import { guestHandlers } from './guests.ts';
import { historyHandlers } from './history.ts';
import { hostHandlers } from './host.ts';
import { manualChannelHandlers } from './manual-channels.ts';
import { manualRecordHandlers } from './manual-records.ts';
import { peopleHandlers } from './people.ts';
import { propertyHandlers } from './property.ts';
import { rateHandlers } from './rates.ts';
import { reservationHandlers } from './reservations.ts';
import { stayHandlers } from './stays.ts';
import { syncHandlers } from './sync.ts';
import { todayHandlers } from './today.ts';

/** One handler for every call of the contract. */
export const handlers = {
  ...hostHandlers,
  ...todayHandlers,
  ...calendarHandlers,
  ...reservationHandlers,
  ...stayHandlers,
  ...conflictHandlers,
  ...historyHandlers,
  ...propertyHandlers,
  ...peopleHandlers,
  ...rateHandlers,
  ...connectionHandlers,
  ...accountHandlers,
  ...stateHandlers,
  ...syncHandlers,
  ...checklistHandlers,
  ...manualChannelHandlers,
  ...manualRecordHandlers,
  ...extranetBookingHandlers,
  ...guestHandlers,
  ...feedHandlers,
  ...exportHandlers,
} as unknown as Handlers;
