import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Draft, Problem } from './draft.ts';

/** What the person is doing with the chart at this moment. One per chart, gone with it. */
export interface Hand {
  readonly draft: Draft | undefined;
  readonly problems: readonly Problem[];
  /** The ring around the cell stays away while bars are picked with the pointer. */
  readonly hidesRing: boolean;
  /** Steered with the arrow keys rather than the pointer. */
  readonly isByKeys: boolean;
  /** Pointer within the chart's body, for the words beside it. */
  readonly pointer: { readonly x: number; readonly y: number } | undefined;
  /** Position of the bar under the pointer. */
  readonly hovered: number | undefined;
  /** Night of a room type under the pointer. */
  readonly hoveredNight: { readonly rowKey: string; readonly day: number } | undefined;
  /** Where the context menu is open, within the chart's body. */
  readonly menu: { readonly x: number; readonly y: number } | undefined;
  /** Read out to those who listen. */
  readonly said: string;
  /** Shown for a while; a new object each time, so that the same sentence stays as long again. */
  readonly notice: { readonly text: string } | undefined;
}

export type HandStore = StoreApi<Hand>;

export const EMPTY_HAND: Hand = {
  draft: undefined,
  problems: [],
  hidesRing: false,
  isByKeys: false,
  pointer: undefined,
  hovered: undefined,
  hoveredNight: undefined,
  menu: undefined,
  said: '',
  notice: undefined,
};

export const createHand = (): HandStore => createStore<Hand>()(() => EMPTY_HAND);

/** Puts down whatever is held. */
export const letGo = (hand: HandStore): void =>
  hand.setState({ draft: undefined, problems: [], isByKeys: false, pointer: undefined });

/** Takes away what was shown of the last act, as soon as there is another. */
export function clearNotice(hand: HandStore): void {
  if (hand.getState().notice) hand.setState({ notice: undefined });
}
