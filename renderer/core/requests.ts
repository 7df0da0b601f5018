import { create } from 'zustand';
import type { StayDate } from '../../src/domain/stay-date.ts';
import { go } from './route.ts';

/** Dialogs that can be asked for from anywhere; the screen that owns one opens it. */
export type RequestName = 'new-stay' | 'block' | 'add-feed' | 'add-channel' | 'find-stay';

export interface StayDraft {
  readonly arrival?: StayDate;
  readonly departure?: StayDate;
  readonly roomTypeId?: number;
  readonly unitId?: number | null;
}

interface Requests {
  readonly asked: RequestName | null;
  readonly draft: StayDraft;
}

export const useRequests = create<Requests>(() => ({ asked: null, draft: {} }));

/** Asks for a dialog, on the screen where it belongs. */
export function ask(name: RequestName, draft: StayDraft = {}): void {
  useRequests.setState({ asked: name, draft });
  go(name === 'add-feed' || name === 'add-channel' ? 'channels' : 'calendar');
}

export const answered = (): void => useRequests.setState({ asked: null, draft: {} });
