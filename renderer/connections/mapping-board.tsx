import { useState } from 'react';
import type { ConnectionView } from '../../src/contract/connections.ts';
import { sayList } from '../../src/domain/say-nights.ts';
import { ago } from '../core/ages.ts';
import { useKeys } from '../core/keys.ts';
import { useNow } from '../core/now.ts';
import { useCommand } from '../core/use-command.ts';
import { useHotel } from '../core/use-hotel.ts';
import { count } from '../core/words.ts';
import { ActButton } from '../ui/act-button.tsx';
import { Card } from '../ui/card.tsx';
import { openRooms } from './connection-words.ts';
import classes from './connections.module.css';
import { actWords, type LinkTarget, OpenRoom, proposalOf, type Room, SettledRoom } from './mapping-rows.tsx';

/** Their rooms left, ours right. What nobody has linked stands first and is shouted about, in both directions. */
export function MappingBoard({ connection }: { readonly connection: ConnectionView }) {
  const now = useNow();
  const link = useCommand('connections.linkRoom');
  const linkMany = useCommand('connections.linkRooms');
  const refresh = useCommand('connections.refreshRooms');
  const [choices, setChoices] = useState<Readonly<Record<string, LinkTarget>>>({});
  const open = openRooms(connection);
  const others = connection.rooms.filter((room) => !open.includes(room));
  const choiceOf = (room: Room): LinkTarget => choices[room.externalId] ?? proposalOf(room);
  const set = (room: Room, to: LinkTarget): void =>
    void link.run({ id: connection.id, externalRoomId: room.externalId, to });
  const withSuggestion = open.filter((room) => room.suggestedRoomTypeId !== null);
  // one act, so that one undo takes all of it back
  const linkAll = (): void =>
    void linkMany.run({
      id: connection.id,
      links: withSuggestion.map((room) => ({ externalRoomId: room.externalId, to: choiceOf(room) })),
    });
  const choose = (room: Room, to: LinkTarget): void =>
    setChoices((old) => ({ ...old, [room.externalId]: to }));
  useKeys('Rooms', [
    ...open.slice(0, 9).map((room, index) => ({
      keys: String(index + 1),
      says: `${actWords(room, choiceOf(room))}: ${room.name}`,
      run: () => set(room, choiceOf(room)),
    })),
    ...(withSuggestion.length > 1 ? [{ keys: 'A', says: 'Link all rooms as proposed', run: linkAll }] : []),
  ]);
  return (
    <Card
      title="Rooms"
      aside={
        <span className={classes['acts']}>
          {connection.roomsReadAt === null ? 'not read yet' : `read ${ago(connection.roomsReadAt, now)}`}
          <ActButton
            size="xs"
            variant="default"
            loading={refresh.isRunning}
            onClick={() => void refresh.run({ id: connection.id })}
          >
            Read the rooms anew
          </ActButton>
        </span>
      }
    >
      <Shouts connection={connection} open={open} choiceOf={choiceOf}>
        {withSuggestion.length > 1 ? (
          <ActButton keys="A" disabled={linkMany.isRunning} onClick={linkAll}>
            Link {withSuggestion.length} as proposed
          </ActButton>
        ) : null}
      </Shouts>
      {connection.rooms.length === 0 ? (
        <p className={classes['dim']}>
          No room of this channel is known yet. They come with the first reading.
        </p>
      ) : (
        <>
          <div className={classes['boardHead']}>
            <span>At {connection.providerName}</span>
            <span />
            <span>Here</span>
          </div>
          <ul className={classes['board']}>
            {open.map((room, index) => (
              <OpenRoom
                key={room.externalId}
                room={room}
                keys={index < 9 ? String(index + 1) : undefined}
                choice={choiceOf(room)}
                onChoose={(to) => choose(room, to)}
                onLink={() => set(room, choiceOf(room))}
                isRunning={link.isRunning}
              />
            ))}
            {others.map((room) => (
              <SettledRoom
                key={room.externalId}
                room={room}
                connection={connection}
                onChange={(to) => set(room, to)}
                isRunning={link.isRunning}
              />
            ))}
          </ul>
        </>
      )}
    </Card>
  );
}

interface ShoutsProps {
  readonly connection: ConnectionView;
  readonly open: readonly Room[];
  readonly choiceOf: (room: Room) => LinkTarget;
  readonly children: React.ReactNode;
}

function Shouts({ connection, open, choiceOf, children }: ShoutsProps) {
  const { roomTypes } = useHotel();
  // what is proposed for a room there is about to be sold there
  const proposed = new Set(open.map(choiceOf));
  const unsold = roomTypes.filter(
    (type) => connection.unsoldRoomTypeIds.includes(type.id) && !proposed.has(type.id),
  );
  return (
    <>
      {open.length === 0 ? null : (
        <div className={classes['shout']} role="alert">
          <b>{count(open.length, 'room')} there nobody has linked</b>
          <p>
            Until somebody says what {open.length === 1 ? 'it is' : 'they are'}, nothing is told for{' '}
            {open.length === 1 ? 'it' : 'them'}, and the channel goes on selling what it shows.
            {connection.unmappedBookings === 0
              ? ''
              : ` ${count(connection.unmappedBookings, 'booking')} ${connection.unmappedBookings === 1 ? 'holds' : 'hold'} a room that was guessed.`}
          </p>
          <div className={classes['acts']}>{children}</div>
        </div>
      )}
      {unsold.length === 0 || connection.rooms.length === 0 ? null : (
        <div className={classes['shout']} data-tone="warn">
          <b>Not sold at {connection.name}</b>
          <p>
            {sayList(unsold.map((type) => type.name))} {unsold.length === 1 ? 'has' : 'have'} no room there.
            Link one below, or leave it so if that is meant.
          </p>
        </div>
      )}
    </>
  );
}
