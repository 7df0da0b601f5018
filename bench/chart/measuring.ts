import { createRoot, type Root } from 'react-dom/client';
import type { Calendar } from '../../src/contract/calendar.ts';

export function exposeMeasuring(
  _host: HTMLElement,
  _show: (root: Root, calendar: Calendar) => void,
  _make: (stays: number) => Calendar,
): void {
  void createRoot;
}
