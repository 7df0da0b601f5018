import { ActionIcon, Button, Group, Kbd, SegmentedControl, Text } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useCalendarStore } from './calendar-store.ts';
import { monthsInWords } from './words.ts';
import { ZOOM_FACTS, ZOOMS, type Zoom } from './zoom.ts';

/** Earlier, today, later, and what is in view: "November – December 2026". */
export function CalendarTurner({ today }: { readonly today: number }): ReactElement {
  const page = useCalendarStore((state) => state.page);
  const goTo = useCalendarStore((state) => state.goTo);
  const title = useCalendarStore(({ firstDay, lastDay }) =>
    firstDay === undefined || lastDay === undefined ? '' : monthsInWords(firstDay, lastDay),
  );
  return (
    <Group gap="xs" wrap="nowrap">
      <ActionIcon variant="default" size={32} aria-label="Earlier" onClick={() => page(-1)}>
        <IconChevronLeft size={16} stroke={1.75} />
      </ActionIcon>
      <Button
        variant="default"
        h={32}
        px="sm"
        rightSection={<Kbd size="xs">T</Kbd>}
        onClick={() => goTo(today)}
      >
        Today
      </Button>
      <ActionIcon variant="default" size={32} aria-label="Later" onClick={() => page(1)}>
        <IconChevronRight size={16} stroke={1.75} />
      </ActionIcon>
      <Text component="h2" fw={700} fz={16} ml={4} style={{ whiteSpace: 'nowrap' }}>
        {title}
      </Text>
    </Group>
  );
}

/** One week to one year. */
export function ZoomSwitch(): ReactElement {
  const zoom = useCalendarStore((state) => state.zoom);
  const setZoom = useCalendarStore((state) => state.setZoom);
  return (
    <SegmentedControl
      size="sm"
      aria-label="Nights in view"
      value={zoom}
      onChange={(value) => setZoom(value as Zoom)}
      data={ZOOMS.map((each) => ({ value: each, label: ZOOM_FACTS[each].label }))}
    />
  );
}
