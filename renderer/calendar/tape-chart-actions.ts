import type { StayDate } from '../../src/domain/stay-date.ts';
import type { Problem } from './draft.ts';

/** A room stay that the person pointed at. */
export interface StayRef {
  readonly roomStayId: number;
  readonly reservationId: number;
}

/** Nights in one place, half-open. */
export interface NightsInUnit {
  readonly unitId: number;
  readonly roomTypeId: number;
  readonly arrival: StayDate;
  readonly departure: StayDate;
}

/** Nights for something new; the screen asks for the place that is missing. */
export interface NightsWanted {
  readonly unitId?: number;
  readonly roomTypeId?: number;
  readonly arrival: StayDate;
  readonly departure: StayDate;
}

/** Where a stay was dropped. */
export interface StayMove extends StayRef {
  /** Null for the parking row. */
  readonly unitId: number | null;
  readonly roomTypeId: number;
  readonly arrival: StayDate;
  readonly departure: StayDate;
  /** What the draft said against it, for a screen that wants to ask once more. Empty where nothing spoke against it. */
  readonly problems: readonly Problem[];
}

export interface BlockMove {
  readonly blockId: number;
  readonly unitId: number | null;
  readonly roomTypeId: number;
  readonly arrival: StayDate;
  readonly departure: StayDate;
  readonly problems: readonly Problem[];
}

export type Opened =
  | { readonly kind: 'stay'; readonly id: number; readonly reservationId: number }
  | { readonly kind: 'block'; readonly id: number }
  | { readonly kind: 'conflict'; readonly id: number }
  /** A night of a room type: what each channel shows of it, and why. */
  | { readonly kind: 'night'; readonly roomTypeId: number; readonly night: StayDate };

/**
 * All that a person can ask of the chart. The chart itself changes nothing: after a drop it shows the old place until a
 * new calendar arrives.
 */
export interface TapeChartActions {
  readonly onOpen: (what: Opened) => void;
  /** A new stay over these nights; drawn with the pointer, or N (tonight where no night was chosen). */
  readonly onCreate: (nights: NightsWanted) => void;
  readonly onMove: (move: StayMove) => void;
  readonly onResize: (move: StayMove) => void;
  readonly onMoveBlock: (move: BlockMove) => void;
  readonly onResizeBlock: (move: BlockMove) => void;
  /** Close these nights of one unit without a guest (tonight where no night was chosen). */
  readonly onBlock: (nights: NightsWanted) => void;
  /** Stop selling these nights of a whole room type. */
  readonly onCloseNights?: (nights: Omit<NightsInUnit, 'unitId'>) => void;
  /** Prices and rules of these nights of a room type. */
  readonly onRates?: ((nights: Omit<NightsInUnit, 'unitId'>) => void) | undefined;
  /** True where a channel is told by sign-in: a click on a night's number then says what it shows. */
  readonly hasChannels?: boolean;
  readonly onPark: (stay: StayRef) => void;
  readonly onLock: (stay: StayRef & { readonly isLocked: boolean }) => void;
  /** `night` is the first night of the second part. */
  readonly onSplit: (stay: StayRef & { readonly night: StayDate }) => void;
  readonly onFind: () => void;
  readonly onGoTo: () => void;
  readonly onUndo: () => void;
  readonly onRedo: () => void;
}
