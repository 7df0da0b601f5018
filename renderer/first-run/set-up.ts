import { create } from 'zustand';

interface SetUp {
  readonly step: 0 | 1 | 2;
  /** True from the first step until the person says that it is done. */
  readonly isGoing: boolean;
}

/** How far the set-up is; lives as long as the window. */
export const useSetUp = create<SetUp>(() => ({ step: 0, isGoing: false }));
