import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

const stateSchema = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().min(800).max(20_000),
  height: z.int().min(560).max(20_000),
  isMaximized: z.boolean(),
});
export type WindowState = z.infer<typeof stateSchema>;

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const USUAL = { width: 1440, height: 900, isMaximized: false };
/** So much of the title bar must lie on some screen that a person can take hold of it. */
const GRIP = 100;

const isWithin = (state: WindowState, { x, y, width, height }: Area): boolean =>
  state.x + state.width >= x + GRIP &&
  state.x <= x + width - GRIP &&
  state.y >= y &&
  state.y <= y + height - GRIP;

/** Where the window stood last, unless that screen is gone or the file says nothing sensible. */
export function readWindowState(file: string, screens: readonly Area[]): Partial<WindowState> & typeof USUAL {
  try {
    const state = stateSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    return screens.some((screen) => isWithin(state, screen))
      ? state
      : { ...USUAL, isMaximized: state.isMaximized };
  } catch {
    return USUAL;
  }
}

/** Remembers; a folder that cannot be written to costs the memory and nothing else. */
export function writeWindowState(file: string, state: WindowState): void {
  try {
    writeFileSync(file, JSON.stringify(state), { mode: 0o600 });
  } catch {
    // the next start opens at the usual place
  }
}
