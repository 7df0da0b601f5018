import { create } from 'zustand';

/** A booking that was found cancelled: known from a reservation, or still to be named. */
export interface CancelledAsk {
  readonly connectionId: number | null;
  readonly reference: string;
  /** "Nadia Osei, Agoda 771204118"; empty where it is still to be named. */
  readonly words: string;
}

export type ExtranetDialog =
  | { readonly kind: 'booking'; readonly connectionId: number | null }
  | ({ readonly kind: 'cancelled' } & CancelledAsk);

/** The dialog that is open; they can be asked for from anywhere. */
export const useExtranetDialog = create<{ readonly open: ExtranetDialog | null }>(() => ({ open: null }));

/** Asks for the form of a booking that was found in an extranet. */
export const enterBooking = (connectionId: number | null = null): void =>
  useExtranetDialog.setState({ open: { kind: 'booking', connectionId } });

/** Asks for the form of a booking that was found cancelled in its extranet. */
export const enterCancelled = (ask: Partial<CancelledAsk> = {}): void =>
  useExtranetDialog.setState({
    open: { kind: 'cancelled', connectionId: null, reference: '', words: '', ...ask },
  });

export const closeExtranetDialog = (): void => useExtranetDialog.setState({ open: null });
