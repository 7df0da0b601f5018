import { useCallback, useEffect, useMemo, useState } from 'react';
import {
  addNights,
  dateInZone,
  dayNumber,
  parseStayDate,
  type StayDate,
} from '../../src/domain/stay-date.ts';
import { useCalendarStore } from '../calendar/calendar-store.ts';
import { CalendarTurner, ZoomSwitch } from '../calendar/calendar-toolbar.tsx';
import type { Engine } from '../calendar/engine.ts';
import { TapeChart } from '../calendar/tape-chart.tsx';
import { isTyping } from '../core/keys.ts';
import { coreNow } from '../core/now.ts';
import { useRoute } from '../core/route.ts';
import { useHotel } from '../core/use-hotel.ts';
import { useQuery } from '../core/use-query.ts';
import { ActButton } from '../ui/act-button.tsx';
import { Answered, EmptyState } from '../ui/answers.tsx';
import { Page } from '../ui/page.tsx';
import { go } from '../core/route.ts';
import { BottomStrip } from './bottom-strip.tsx';
import { CalendarDialogs } from './calendar-dialogs.tsx';
import { useDensity } from './density.ts';
import { closeDrawer, useDesk } from './desk.ts';
import { Drawer } from './drawer.tsx';
import { FindStay } from './find-stay.tsx';
import { useCalendarKeys } from './calendar-keys.ts';
import { chartActions, newStayHere } from './chart-actions.ts';
import { useClosedNights } from './use-closed-nights.ts';
import { useAskedDialogs } from './use-asked-dialogs.ts';
import classes from './calendar-screen.module.css';

interface Window {
  readonly from: StayDate;
  readonly to: StayDate;
}

const windowAt = (day: StayDate): Window => ({ from: addNights(day, -45), to: addNights(day, 90) });

/** The tape chart with its toolbar, drawer, dialogs and the day's numbers. */
export function CalendarScreen() {
  const { zone, roomTypes } = useHotel();
  const asked = useRoute((route) => parseStayDate(route.date ?? ''));
  const today = dateInZone(coreNow(), zone);
  const [window, setWindow] = useState<Window>(() => windowAt(asked ?? today));
  const calendar = useQuery('calendar.read', window, { keepsLast: true, everyMs: 300_000 });
  const [engine, setEngine] = useState<Engine>();
  useFocusOnChart(engine);
  useAskedDialogs(today);
  useCalendarKeys();
  useEffect(() => {
    if (asked === undefined) return;
    setWindow(windowAt(asked));
    useCalendarStore.getState().goTo(dayNumber(asked));
  }, [asked]);
  const needWindow = useCallback((from: StayDate, to: StayDate) => setWindow({ from, to }), []);
  const units = roomTypes.reduce((sum, type) => sum + type.units.length, 0);
  return (
    <Page
      title="Calendar"
      layout="fill"
      lead={
        <>
          <CalendarTurner today={dayNumber(calendar.value?.today ?? today)} />
          <ZoomSwitch />
        </>
      }
      actions={
        <>
          <FindStay engine={engine} />
          <ActButton keys="N" flex="none" onClick={() => newStayHere(today)}>
            New stay
          </ActButton>
        </>
      }
    >
      {units === 0 ? (
        <NoUnits />
      ) : (
        <div className={classes['screen']} onKeyDownCapture={closeOnEscape}>
          <div className={classes['left']}>
            <Answered of={calendar} lines={14}>
              {(value) => <Chart calendar={value} onNeedWindow={needWindow} onEngine={setEngine} />}
            </Answered>
            <BottomStrip />
          </div>
          {calendar.value ? <Drawer calendar={calendar.value} /> : null}
        </div>
      )}
      <CalendarDialogs today={today} />
    </Page>
  );
}

/** Esc closes the drawer, wherever the focus is; what the chart holds is put down as well. */
function closeOnEscape({ key, target }: React.KeyboardEvent): void {
  // a form in the drawer puts itself away first
  const isInForm = target instanceof HTMLElement && target.closest('form') !== null;
  if (key === 'Escape' && !isInForm && !isTyping(target) && useDesk.getState().opened) closeDrawer();
}

/** Arriving on the calendar, the keys are the chart's. */
function useFocusOnChart(engine: Engine | undefined): void {
  useEffect(() => {
    if (engine && useDesk.getState().dialog === null) engine.scroller.focus({ preventScroll: true });
  }, [engine]);
}

interface ChartProps extends Pick<React.ComponentProps<typeof TapeChart>, 'calendar' | 'onNeedWindow'> {
  readonly onEngine: (engine: Engine) => void;
}

function Chart({ calendar, onNeedWindow, onEngine }: ChartProps) {
  const density = useDensity((state) => state.density);
  const hasChannels = (useQuery('connections.list', {}).value?.rows.length ?? 0) > 0;
  const actions = useMemo(() => chartActions(hasChannels), [hasChannels]);
  const closed = useClosedNights(calendar, !hasChannels);
  return (
    <div className={classes['chart']}>
      <TapeChart
        calendar={calendar}
        actions={actions}
        closed={closed}
        density={density}
        onNeedWindow={onNeedWindow}
        onEngine={onEngine}
      />
    </div>
  );
}

function NoUnits() {
  return (
    <EmptyState
      title="No rooms yet"
      actions={<ActButton onClick={() => go('settings')}>Add room types and units</ActButton>}
    >
      The calendar shows one row per unit: the numbered doors. Add the room types and their units first.
    </EmptyState>
  );
}
