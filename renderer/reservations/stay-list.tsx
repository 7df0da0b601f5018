import { NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconBed, IconSearch } from '@tabler/icons-react';
import { useRef } from 'react';
import { RESERVATION_FILTERS } from '../../src/contract/reservations.ts';
import { CHANNELS, channelName } from '../../src/domain/channel.ts';
import { useKeys } from '../core/keys.ts';
import { ask } from '../core/requests.ts';
import { useQuery } from '../core/use-query.ts';
import { ActButton } from '../ui/act-button.tsx';
import { Answered, EmptyState } from '../ui/answers.tsx';
import { KeyCap } from '../ui/key-cap.tsx';
import { Page } from '../ui/page.tsx';
import { choose, type StayFilter, useListChoice } from './list-choice.ts';
import { StayTable } from './stay-table.tsx';
import classes from './reservations.module.css';

const PAGE = 100;
const FILTER_LABELS: Readonly<Record<StayFilter, string>> = {
  arriving: 'Arriving',
  'in-house': 'In house',
  upcoming: 'Upcoming',
  past: 'Past',
  cancelled: 'Cancelled',
  all: 'All',
};

/** Stays by filter, channel and text, a hundred at a time. */
export function StayList() {
  const { filter, channel, text, offset } = useListChoice();
  const [asked] = useDebouncedValue(text.trim(), 150);
  const search = useRef<HTMLInputElement>(null);
  const list = useQuery(
    'reservations.list',
    { filter, offset, ...(channel === null ? {} : { channel }), ...(asked === '' ? {} : { text: asked }) },
    { keepsLast: true },
  );
  const total = list.value?.total ?? 0;
  const turn = (by: number): void => {
    const to = offset + by * PAGE;
    if (to >= 0 && to < total) useListChoice.setState({ offset: to });
  };
  const newStay = (): void => ask('new-stay');
  useKeys('Stays', [
    { keys: '/', says: 'Search', run: () => search.current?.focus() },
    { keys: 'N', says: 'New stay', run: newStay },
    { keys: ']', says: 'Next page', run: () => turn(1) },
    { keys: '[', says: 'Page before', run: () => turn(-1) },
    ...RESERVATION_FILTERS.map((name, index) => ({
      keys: String(index + 1),
      says: `Show: ${FILTER_LABELS[name].toLowerCase()}`,
      run: () => choose({ filter: name }),
    })),
  ]);
  return (
    <Page
      title="Stays"
      lead={<Choices search={search} />}
      actions={
        <ActButton keys="N" onClick={newStay}>
          New stay
        </ActButton>
      }
    >
      <Answered of={list} lines={10}>
        {({ rows }) =>
          rows.length === 0 ? (
            <NoStays isNarrowed={asked !== '' || channel !== null || filter !== 'all'} />
          ) : (
            <>
              <StayTable rows={rows} />
              <nav className={classes['pages']} aria-label="Pages">
                <span>
                  {offset + 1} to {offset + rows.length} of {total}
                </span>
                {total > PAGE ? (
                  <>
                    <ActButton variant="default" keys="[" disabled={offset === 0} onClick={() => turn(-1)}>
                      Before
                    </ActButton>
                    <ActButton
                      variant="default"
                      keys="]"
                      disabled={offset + PAGE >= total}
                      onClick={() => turn(1)}
                    >
                      Next
                    </ActButton>
                  </>
                ) : null}
              </nav>
            </>
          )
        }
      </Answered>
    </Page>
  );
}

function Choices({ search }: { readonly search: React.RefObject<HTMLInputElement | null> }) {
  const { filter, channel, text } = useListChoice();
  return (
    <>
      <SegmentedControl
        aria-label="Which stays"
        value={filter}
        onChange={(value) => choose({ filter: RESERVATION_FILTERS.find((name) => name === value) ?? 'all' })}
        data={RESERVATION_FILTERS.map((value) => ({ value, label: FILTER_LABELS[value] }))}
      />
      <NativeSelect
        aria-label="Channel"
        value={channel ?? ''}
        onChange={({ currentTarget }) =>
          choose({ channel: CHANNELS.find((name) => name === currentTarget.value) ?? null })
        }
        data={[
          { value: '', label: 'Every channel' },
          ...CHANNELS.map((value) => ({ value, label: channelName(value) })),
        ]}
      />
      <TextInput
        ref={search}
        className={classes['search']}
        aria-label="Search stays by guest, booking code or unit"
        placeholder="Guest, booking, unit"
        leftSection={<IconSearch size={16} />}
        rightSection={<KeyCap keys="/" />}
        value={text}
        onChange={({ currentTarget }) => choose({ text: currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          choose({ text: '' });
          event.currentTarget.blur();
        }}
      />
    </>
  );
}

function NoStays({ isNarrowed }: { readonly isNarrowed: boolean }) {
  return isNarrowed ? (
    <EmptyState
      title="No stay fits"
      sign={<IconBed size={28} stroke={1.6} />}
      actions={
        <ActButton variant="default" onClick={() => choose({ filter: 'all', channel: null, text: '' })}>
          Show all stays
        </ActButton>
      }
    >
      Guests are found by any part of their name, a booking code, or the unit.
    </EmptyState>
  ) : (
    <EmptyState
      title="No stays yet"
      sign={<IconBed size={28} stroke={1.6} />}
      actions={
        <>
          <ActButton onClick={() => ask('new-stay')}>New stay</ActButton>
          <ActButton variant="default" onClick={() => ask('add-feed')}>
            Add a calendar
          </ActButton>
        </>
      }
    >
      Stays come from the calendars that Bellhop reads, and from the desk: take one with N.
    </EmptyState>
  );
}
