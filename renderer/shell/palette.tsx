import { useDebouncedValue } from '@mantine/hooks';
import { createSpotlight, Spotlight, type SpotlightActionData } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { channelName } from '../../src/domain/channel.ts';
import { go, type ScreenName } from '../core/route.ts';
import { redoLast, runCommand, undoLast } from '../core/use-command.ts';
import { useQuery } from '../core/use-query.ts';
import { stayWords } from '../core/words.ts';
import { ask } from '../core/requests.ts';
import { enterBooking, enterCancelled } from '../extranet/dialogs.ts';
import { ChannelMark } from '../ui/channel-mark.tsx';

const [store, palette] = createSpotlight();
export const openPalette = (): void => palette.open();

const SCREEN_ACTS: readonly (readonly [ScreenName, string, string])[] = [
  ['today', 'Today', 'arrivals departures needs you now'],
  ['calendar', 'Calendar', 'tape chart rooms'],
  ['stays', 'Stays', 'reservations bookings guests list'],
  ['conflicts', 'Conflicts', 'double booking overbooking inbox'],
  ['lists', 'Lists', 'checklists by hand agoda gommt booking extranet sweep worklist'],
  ['channels', 'Channels', 'feeds ical calendars airbnb vrbo booking'],
  ['sync', 'Sync', 'outbox waiting failed retry dead letter runs requests limits'],
  ['settings', 'Settings', 'property room types units backup history appearance'],
];

const screens: SpotlightActionData[] = SCREEN_ACTS.map(([screen, label, words]) => ({
  id: `screen-${screen}`,
  label,
  keywords: words,
  description: 'Go to this screen',
  onClick: () => go(screen),
}));

const acts: SpotlightActionData[] = [
  { id: 'new-stay', label: 'New stay', keywords: 'book walk-in phone', onClick: () => ask('new-stay') },
  { id: 'block', label: 'Block nights', keywords: 'close out of order', onClick: () => ask('block') },
  { id: 'add-feed', label: 'Add a calendar', keywords: 'feed paste address', onClick: () => ask('add-feed') },
  {
    id: 'add-channel',
    label: 'Connect a channel',
    keywords: 'beds24 sign in invite code',
    onClick: () => ask('add-channel'),
  },
  {
    id: 'refresh',
    label: 'Read all calendars now',
    keywords: 'refresh feeds fetch',
    onClick: () => void runCommand('feeds.refresh', { id: null }),
  },
  {
    id: 'enter-booking',
    label: 'Enter a booking from an extranet',
    keywords: 'found agoda gommt booking by hand confirmation mail paste',
    onClick: () => enterBooking(),
  },
  {
    id: 'enter-cancelled',
    label: 'Enter that a booking is cancelled in its extranet',
    keywords: 'cancelled there agoda gommt by hand',
    onClick: () => enterCancelled(),
  },
  { id: 'undo', label: 'Undo', keywords: 'take back', onClick: () => void undoLast() },
  { id: 'redo', label: 'Do again what was undone', keywords: 'redo', onClick: () => void redoLast() },
];

/** Ctrl+K: every screen, every stay, every act, by name. */
export function Palette() {
  const [text, setText] = useState('');
  const [asked] = useDebouncedValue(text.trim(), 120);
  const found = useQuery('calendar.find', { text: asked }, { isOff: asked.length < 2, keepsLast: true });
  const hits = asked.length < 2 ? [] : (found.value?.hits ?? []);
  const stays: SpotlightActionData[] = hits.slice(0, 8).map((hit) => ({
    id: `stay-${hit.roomStayId}`,
    label: hit.guestName || hit.channelRef || `${channelName(hit.channel)} stay`,
    description: `${hit.unitName ?? 'no unit yet'} · ${hit.roomTypeName} · ${stayWords(hit)}`,
    keywords: `${asked} ${hit.channelRef ?? ''}`,
    leftSection: <ChannelMark channel={hit.channel} isNamed />,
    onClick: () => go('stays', hit.reservationId),
  }));
  return (
    <Spotlight
      store={store}
      attributes={{ content: { 'aria-label': 'Find anything' } }}
      actions={[
        { group: 'Stays', actions: stays },
        { group: 'Screens', actions: screens },
        { group: 'Acts', actions: acts },
      ]}
      query={text}
      onQueryChange={setText}
      shortcut={null}
      highlightQuery
      nothingFound={
        asked.length < 2
          ? 'Type a screen, a guest or an act'
          : 'Nothing by that name. Guests are found by any part.'
      }
      scrollable
      maxHeight={460}
      searchProps={{
        leftSection: <IconSearch size={18} stroke={1.7} />,
        placeholder: 'Screen, guest, booking code, unit, or what to do',
        'aria-label': 'Find anything',
      }}
    />
  );
}
