import { useEffect } from 'react';
import type { Calendar } from '../../src/contract/calendar.ts';
import { showsCalendar } from './block-reason.ts';
import { BlockDetail } from './block-detail.tsx';
import classes from './calendar-screen.module.css';
import { ConflictDetail } from './conflict-detail.tsx';
import { useDesk } from './desk.ts';
import { NightDetail } from './night-detail.tsx';
import { StayDetail } from './stay-detail.tsx';

/** The stay, block or conflict that was opened on the chart. Esc closes it. */
export function Drawer({ calendar }: { readonly calendar: Calendar }) {
  const opened = useDesk((desk) => desk.opened);
  useEffect(() => showsCalendar(calendar), [calendar]);
  if (!opened) return null;
  return (
    <aside className={classes['drawer']} aria-label="Details" aria-live="polite">
      <div className={classes['drawerInner']}>
        {opened.kind === 'stay' ? <StayDetail id={opened.reservationId} roomStayId={opened.id} /> : null}
        {opened.kind === 'block' ? <BlockDetail key={opened.id} id={opened.id} calendar={calendar} /> : null}
        {opened.kind === 'night' ? (
          <NightDetail
            key={`${opened.roomTypeId}-${opened.night}`}
            roomTypeId={opened.roomTypeId}
            night={opened.night}
          />
        ) : null}
        {opened.kind === 'conflict' ? <ConflictDetail key={opened.id} id={opened.id} /> : null}
      </div>
    </aside>
  );
}
