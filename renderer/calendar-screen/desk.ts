import { create } from 'zustand';
import type { StayDate } from '../../src/domain/stay-date.ts';
import type { Opened } from '../calendar/tape-chart-actions.ts';
import type { StayDraft } from '../core/requests.ts';

/** A dialog of the calendar. */
export type DeskDialog =
  | { readonly kind: 'new-stay'; readonly draft: StayDraft }
  | { readonly kind: 'block'; readonly draft: StayDraft }
  | {
      readonly kind: 'split';
      readonly roomStayId: number;
      readonly reservationId: number;
      readonly night: StayDate;
    }
  | {
      readonly kind: 'close-nights' | 'rates';
      readonly roomTypeId: number;
      readonly arrival: StayDate;
      readonly departure: StayDate;
    }
  | { readonly kind: 'go-to' };

interface Desk {
  /** What the drawer shows. */
  readonly opened: Opened | null;
  readonly dialog: DeskDialog | null;
  /** Grows when the search field shall take the focus. */
  readonly findCount: number;
}

export const useDesk = create<Desk>(() => ({ opened: null, dialog: null, findCount: 0 }));

export const openDrawer = (opened: Opened): void => useDesk.setState({ opened });
export const closeDrawer = (): void => useDesk.setState({ opened: null });
export const openDialog = (dialog: DeskDialog): void => useDesk.setState({ dialog });
export const closeDialog = (): void => useDesk.setState({ dialog: null });
export const focusFind = (): void => useDesk.setState(({ findCount }) => ({ findCount: findCount + 1 }));
