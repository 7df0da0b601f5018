import { useEffect, useState } from 'react';
import { dateInZone, type StayDate } from '../../src/domain/stay-date.ts';

let offset = 0;
let zone = 'UTC';

/** The core's clock counts, also where it is not the computer's (the demo hotel's day); told by `today.read`. */
export function setCoreNow(coreNow: number): void {
  offset = coreNow - Date.now();
}
/** Where the property's day begins and ends. */
export function setCoreZone(of: string): void {
  zone = of;
}

export const coreNow = (): number => Date.now() + offset;
/** The day that it is at the property. */
export const coreToday = (): StayDate => dateInZone(coreNow(), zone);

/** The core's present instant, renewed every 20 s, so that ages on screen never stand still. */
export function useNow(): number {
  const [now, setNow] = useState(coreNow);
  useEffect(() => {
    const timer = setInterval(() => setNow(coreNow()), 20_000);
    return () => clearInterval(timer);
  }, []);
  return Math.max(now, coreNow() - 20_000);
}
