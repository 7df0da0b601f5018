import { create } from 'zustand';
import { DENSITIES, type Density } from '../calendar/rows.ts';

const KEY = 'bellhop.density';

interface DensityState {
  readonly density: Density;
  readonly set: (density: Density) => void;
}

/** How high the chart's rows are; remembered on this computer. */
export const useDensity = create<DensityState>((set) => ({
  density: DENSITIES.find((one) => one === localStorage.getItem(KEY)) ?? 'normal',
  set: (density) => {
    localStorage.setItem(KEY, density);
    set({ density });
  },
}));
