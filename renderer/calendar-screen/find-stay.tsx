import { Combobox, TextInput, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { OutputOf } from '../../src/contract/index.ts';
import { dayNumber } from '../../src/domain/stay-date.ts';
import { useCalendarStore } from '../calendar/calendar-store.ts';
import type { Engine } from '../calendar/engine.ts';
import { reveal } from '../calendar/chart-context.ts';
import { guestLabel } from '../../src/domain/guest-label.ts';
import { useQuery } from '../core/use-query.ts';
import { stayWords } from '../core/words.ts';
import { ChannelMark } from '../ui/channel-mark.tsx';
import { KeyCap } from '../ui/key-cap.tsx';
import classes from './calendar-screen.module.css';
import { chartActions } from './chart-actions.ts';
import { openDrawer, useDesk } from './desk.ts';

type Hit = OutputOf<'calendar.find'>['hits'][number];

/** Brings a found stay into view, selects it, and opens it. */
function show(hit: Hit, engine: Engine | undefined): void {
  const store = useCalendarStore.getState();
  const day = dayNumber(hit.arrival);
  store.goTo(day);
  store.select({ kind: 'bar', key: `stay-${hit.roomStayId}` });
  const rowKey = hit.unitId === null ? 'parking' : `unit-${hit.unitId}`;
  store.setCursor({ rowKey, lane: 0, day });
  openDrawer({ kind: 'stay', id: hit.roomStayId, reservationId: hit.reservationId });
  if (!engine) return;
  requestAnimationFrame(() => {
    reveal({ engine, actions: () => chartActions(false) }, rowKey, day, dayNumber(hit.departure));
    engine.scroller.focus({ preventScroll: true });
  });
}

/** Type to find: a guest, a booking code, a unit. */
export function FindStay({ engine }: { readonly engine: Engine | undefined }) {
  const [text, setText] = useState('');
  const [asked] = useDebouncedValue(text.trim(), 120);
  const input = useRef<HTMLInputElement>(null);
  const findCount = useDesk((desk) => desk.findCount);
  const seen = useRef(findCount);
  const combobox = useCombobox();
  const { resetSelectedOption, updateSelectedOptionIndex } = combobox;
  const found = useQuery('calendar.find', { text: asked }, { isOff: asked.length < 2 });
  const hits = found.value?.hits ?? [];
  useEffect(() => {
    if (findCount === seen.current) return;
    seen.current = findCount;
    input.current?.focus();
    input.current?.select();
  }, [findCount]);
  useEffect(() => {
    if (hits.length > 0) updateSelectedOptionIndex('active');
    else resetSelectedOption();
  }, [hits.length, resetSelectedOption, updateSelectedOptionIndex]);
  const choose = (value: string): void => {
    const hit = hits.find((one) => String(one.roomStayId) === value);
    combobox.closeDropdown();
    setText('');
    if (hit) show(hit, engine);
  };
  return (
    <Combobox store={combobox} onOptionSubmit={choose} width={360} position="bottom-end">
      <Combobox.Target>
        <TextInput
          ref={input}
          className={classes['find']}
          aria-label="Find a guest, a booking or a unit"
          placeholder="Guest, booking, unit"
          leftSection={<IconSearch size={16} />}
          rightSection={<KeyCap keys="/" />}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            combobox.openDropdown();
          }}
          onBlur={() => combobox.closeDropdown()}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            setText('');
            combobox.closeDropdown();
            engine?.scroller.focus({ preventScroll: true });
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={asked.length < 2}>
        <Combobox.Options>
          {hits.map((hit, index) => (
            <Combobox.Option key={hit.roomStayId} value={String(hit.roomStayId)} active={index === 0}>
              <span className={classes['hit']}>
                <ChannelMark channel={hit.channel} isNamed />
                <b>{guestLabel(hit)}</b>
                <small>
                  {hit.unitName ?? 'no unit yet'} · {stayWords(hit)}
                </small>
              </span>
            </Combobox.Option>
          ))}
          {hits.length === 0 && found.value ? <Combobox.Empty>Nobody by that name</Combobox.Empty> : null}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
