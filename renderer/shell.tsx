import { useEffect } from 'react';
import { CalendarScreen } from './calendar-screen/calendar-screen.tsx';
import { Channels } from './channels/channels.tsx';
import { Checklists } from './checklists/checklists.tsx';
import { ChecklistPaper } from './checklists/paper.tsx';
import { SweepPaper } from './checklists/sweep-paper.tsx';
import { Sweep } from './checklists/sweep.tsx';
import { Conflicts } from './conflicts/conflicts.tsx';
import { Connection } from './connections/connection-page.tsx';
import { redoLast, undoLast } from './core/use-command.ts';
import { useKeys } from './core/keys.ts';
import { setCoreNow, setCoreZone } from './core/now.ts';
import { go, type ScreenName, useRoute } from './core/route.ts';
import { useHotel } from './core/use-hotel.ts';
import { useQuery } from './core/use-query.ts';
import { ExtranetDialogs } from './extranet/extranet-dialogs.tsx';
import { FirstRun } from './first-run/first-run.tsx';
import { useSetUp } from './first-run/set-up.ts';
import { Reservations } from './reservations/reservations.tsx';
import { Settings } from './settings/settings.tsx';
import { ExposureBanner } from './shell/exposure-banner.tsx';
import { KeySheet, openKeySheet } from './shell/key-sheet.tsx';
import { InsistDialog } from './shell/insist-dialog.tsx';
import { useNoticeRoom } from './shell/notice-room.ts';
import { openPalette, Palette } from './shell/palette.tsx';
import { Rail } from './shell/rail.tsx';
import { StatusLine } from './shell/status-line.tsx';
import classes from './shell/shell.module.css';
import { Sync } from './sync/sync.tsx';
import { Today } from './today/today.tsx';
import { FailureState, Loading } from './ui/answers.tsx';

const SCREEN: Readonly<Record<ScreenName, () => React.ReactNode>> = {
  today: () => <Today />,
  calendar: () => <CalendarScreen />,
  stays: () => <Reservations />,
  conflicts: () => <Conflicts />,
  lists: () => <Checklists />,
  'lists/sweep': () => <Sweep />,
  'lists/print': () => <ChecklistPaper />,
  'lists/print-sweep': () => <SweepPaper />,
  channels: () => <Channels />,
  connections: () => <Connection />,
  sync: () => <Sync />,
  settings: () => <Settings />,
};

/** The frame of every screen: rail, header and body of the screen, status line. Before there is a hotel: its set-up. */
export function Shell() {
  const property = useQuery('property.read', {});
  const isGoing = useSetUp((setUp) => setUp.isGoing);
  if (property.value === undefined)
    return (
      <div className={classes['alone']}>
        {property.failure ? (
          <FailureState failure={property.failure} onAgain={property.refetch} />
        ) : (
          <Loading />
        )}
      </div>
    );
  // the hotel exists from the first step on; the set-up goes on until the person says that it is done
  const isSettingUp = property.value.property === null || isGoing;
  return isSettingUp ? <FirstRun view={property.value} /> : <Frame />;
}

function Frame() {
  const screen = useRoute((route) => route.screen);
  const today = useQuery('today.read', {}, { everyMs: 60_000 });
  const now = today.value?.now;
  useEffect(() => {
    if (now !== undefined) setCoreNow(now);
  }, [now]);
  const { zone } = useHotel();
  useNoticeRoom();
  useEffect(() => setCoreZone(zone), [zone]);
  useKeys('Everywhere', [
    { keys: 'Ctrl+K', says: 'Go anywhere, find a stay, do something by name', run: openPalette },
    { keys: 'Y', says: 'Sync: what waits, what was told', run: () => go('sync') },
    { keys: '?', says: 'The keys of this screen', run: openKeySheet },
    { keys: 'Ctrl+Z', says: 'Undo', run: () => void undoLast() },
    { keys: 'Ctrl+Shift+Z', says: 'Do again what was undone', run: () => void redoLast() },
  ]);
  return (
    <div className={classes['shell']}>
      <a className={classes['skip']} href="#main" onClick={skipToMain}>
        Skip to the screen
      </a>
      <Rail />
      <ExposureBanner />
      {SCREEN[screen]()}
      <StatusLine />
      <Palette />
      <KeySheet />
      <InsistDialog />
      <ExtranetDialogs />
    </div>
  );
}

function skipToMain(event: React.MouseEvent): void {
  // the hash is the route's, so the jump is made by hand
  event.preventDefault();
  document.querySelector<HTMLElement>('h1')?.focus();
}
