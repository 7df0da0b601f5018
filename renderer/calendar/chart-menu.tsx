import { Kbd, Menu } from '@mantine/core';
import type { ReactElement } from 'react';
import { useStore } from 'zustand';
import type { Act } from './keys.ts';
import { rowOfCursor, selectedBar, type ChartContext } from './chart-context.ts';
import { openBar, perform } from './perform.ts';
import type { Scene } from './scene.ts';

interface Entry {
  readonly label: string;
  readonly keyName: string;
  readonly act: () => void;
}

const acting =
  (context: ChartContext, act: Act): (() => void) =>
  () =>
    perform(context, act);

function entriesOf(context: ChartContext, scene: Scene): readonly Entry[] {
  const bar = selectedBar(scene);
  const row = rowOfCursor(scene);
  const entry = (label: string, keyName: string, act: Act): Entry => ({
    label,
    keyName,
    act: acting(context, act),
  });
  const { cursor } = scene;
  const conflict = scene.index.conflicts.find(
    (each) =>
      cursor !== undefined &&
      row?.kind === 'unit' &&
      each.unitId === row.unitId &&
      cursor.day >= each.first &&
      cursor.day < each.end,
  );
  const entries: Entry[] = [];
  if (conflict)
    entries.push({
      label: 'Open the conflict',
      keyName: ']',
      act: () => context.actions().onOpen({ kind: 'conflict', id: conflict.id }),
    });
  if (bar) entries.push({ label: 'Open', keyName: 'Enter', act: () => openBar(context, bar) });
  if (bar && bar.kind !== 'echo')
    entries.push(entry('Move', 'M', { do: 'move' }), entry('Change dates', 'R', { do: 'resize' }));
  if (bar?.kind === 'stay') {
    entries.push(entry('Split here', 'S', { do: 'split' }));
    if (bar.unitId !== 0) entries.push(entry('Park: take out of its unit', 'P', { do: 'park' }));
    entries.push(entry(bar.isLocked ? 'Unlock' : 'Lock to its unit', 'L', { do: 'lock' }));
  }
  if (row?.kind === 'unit' && !bar)
    entries.push(
      entry('New stay', 'N', { do: 'new' }),
      entry('Block these nights', 'B', { do: 'block' }),
      entry('Close nights of the room type', 'C', { do: 'close' }),
    );
  if (row?.kind === 'type')
    entries.push(
      entry('What each channel shows, and why', 'W', { do: 'why' }),
      entry('Close these nights, or open them', 'C', { do: 'close' }),
      entry('Prices and rules of these nights', 'E', { do: 'rates' }),
      entry('Fold or unfold', 'Enter', { do: 'open' }),
    );
  if (row?.kind === 'heat') entries.push(entry('Show the month', 'Enter', { do: 'open' }));
  return entries;
}

/** The context menu of a cell or bar, each entry with the key that does the same. */
export function ChartMenu({ context }: { readonly context: ChartContext }): ReactElement | null {
  const menu = useStore(context.engine.hand, (hand) => hand.menu);
  const scene = context.engine.scene();
  if (!menu || !scene) return null;
  const close = (): void => {
    context.engine.hand.setState({ menu: undefined });
    context.engine.scroller.focus({ preventScroll: true });
  };
  const entries = entriesOf(context, scene);
  if (entries.length === 0) return null;
  return (
    <Menu
      opened
      onClose={close}
      position="bottom-start"
      offset={4}
      withinPortal
      trapFocus
      // not keydown: the very key that opens the menu would close it
      clickOutsideEvents={['mousedown', 'touchstart']}
      transitionProps={{ duration: 0 }}
      key={`${menu.x}-${menu.y}`}
    >
      <Menu.Target>
        <span className="tape-anchor" style={{ left: menu.x, top: menu.y }} />
      </Menu.Target>
      <Menu.Dropdown>
        {entries.map((each) => (
          <Menu.Item
            key={each.label}
            rightSection={<Kbd size="xs">{each.keyName}</Kbd>}
            onClick={() => {
              close();
              each.act();
            }}
          >
            {each.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
