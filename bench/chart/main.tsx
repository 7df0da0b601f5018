import '@fontsource-variable/inter';
import '@mantine/core/styles.css';
import '../../renderer/styles/tokens.css';
import { Box, Group, MantineProvider } from '@mantine/core';
import { createRoot, type Root } from 'react-dom/client';
import type { Calendar } from '../../src/contract/calendar.ts';
import { useCalendarStore } from '../../renderer/calendar/calendar-store.ts';
import { CalendarTurner, ZoomSwitch } from '../../renderer/calendar/calendar-toolbar.tsx';
import type { Engine } from '../../renderer/calendar/engine.ts';
import { TapeChart } from '../../renderer/calendar/tape-chart.tsx';
import type { TapeChartActions } from '../../renderer/calendar/tape-chart-actions.ts';
import { drawnHotel, TODAY } from './drawn-hotel.ts';
import { generatedHotel } from './generated-hotel.ts';
import { exposeMeasuring } from './measuring.ts';

declare global {
  interface Window {
    /** Every act that the chart asked for, in order. */
    acts: [string, unknown][];
  }
}
window.acts = [];

const note =
  (name: string) =>
  (...given: readonly unknown[]): void =>
    void window.acts.push([name, given[0]]);
const actions: TapeChartActions = {
  onOpen: note('open'),
  onCreate: note('create'),
  onMove: note('move'),
  onResize: note('resize'),
  onMoveBlock: note('move-block'),
  onResizeBlock: note('resize-block'),
  onBlock: note('block'),
  onCloseNights: note('close'),
  onPark: note('park'),
  onLock: note('lock'),
  onSplit: note('split'),
  onFind: note('find'),
  onGoTo: note('go-to'),
  onUndo: note('undo'),
  onRedo: note('redo'),
};

const onEngine = (engine: Engine): void => void (window.engine = engine);
const needs = (from: string, to: string): void => void window.acts.push(['need-window', [from, to]]);
const question = new URLSearchParams(location.search);
const scheme = question.get('scheme') === 'dark' ? 'dark' : 'light';
const rootElement = document.getElementById('root') as HTMLElement;

function showAlone(root: Root, calendar: Calendar): void {
  root.render(
    <MantineProvider forceColorScheme={scheme}>
      <TapeChart calendar={calendar} actions={actions} onNeedWindow={needs} onEngine={onEngine} />
    </MantineProvider>,
  );
}

function show(root: Root, calendar: Calendar): void {
  root.render(
    <MantineProvider forceColorScheme={scheme}>
      <Box style={{ display: 'flex', flexDirection: 'column', height: '100%', fontFamily: 'var(--font)' }}>
        <Group
          h={52}
          px="md"
          wrap="nowrap"
          style={{ flex: 'none', background: 'var(--panel)', borderBottom: '1px solid var(--line)' }}
        >
          <CalendarTurner today={TODAY} />
          <ZoomSwitch />
        </Group>
        <Box style={{ flex: '1 1 0', minHeight: 0 }}>
          <TapeChart calendar={calendar} actions={actions} onNeedWindow={needs} onEngine={onEngine} />
        </Box>
      </Box>
    </MantineProvider>,
  );
}

const stays = Number(question.get('stays'));
if (question.has('bench')) exposeMeasuring(rootElement, showAlone, generatedHotel);
else {
  const zoom = question.get('zoom');
  if (zoom)
    useCalendarStore
      .getState()
      .setZoom(zoom as Parameters<ReturnType<typeof useCalendarStore.getState>['setZoom']>[0]);
  show(createRoot(rootElement), stays > 0 ? generatedHotel(stays) : drawnHotel());
}
