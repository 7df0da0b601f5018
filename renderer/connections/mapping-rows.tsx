import { NativeSelect } from '@mantine/core';
import type { ConnectionView } from '../../src/contract/connections.ts';
import { useHotel } from '../core/use-hotel.ts';
import { count } from '../core/words.ts';
import { ActButton } from '../ui/act-button.tsx';
import classes from './connections.module.css';
import { RoomPlans } from './room-plans.tsx';

export type Room = ConnectionView['rooms'][number];
/** One of our room types, a new one made after theirs, none on purpose, or not said yet. */
export type LinkTarget = number | 'new' | 'none' | 'open';

const linkOf = (room: Room): LinkTarget =>
  room.link === 'linked' ? (room.roomTypeId ?? 'open') : room.link === 'ignored' ? 'none' : 'open';

/** What is chosen before anybody chose: the nearest room type, else a new one. */
export const proposalOf = (room: Room): LinkTarget => room.suggestedRoomTypeId ?? 'new';

const targetOf = (text: string): LinkTarget =>
  text === 'new' || text === 'none' || text === 'open' ? text : Number(text);

function RoomWords({ room }: { readonly room: Room }) {
  return (
    <div className={classes['theirs']}>
      <b>{room.name}</b>
      <div className={classes['small']}>
        {count(room.quantity, 'unit')}
        {room.plans.length === 0 ? '' : ` · ${count(room.plans.length, 'price')}`}
        {room.isGone ? ' · no longer there' : ''}
      </div>
      {room.bookingsWaiting > 0 ? (
        <div className={classes['problem']}>
          {count(room.bookingsWaiting, 'booking')} {room.bookingsWaiting === 1 ? 'waits' : 'wait'} for this
          link
        </div>
      ) : null}
      {room.warning === '' ? null : <div className={classes['warning']}>{room.warning}</div>}
    </div>
  );
}

/** What linking it so will be called on its button. */
export function actWords(room: Room, to: LinkTarget): string {
  if (to === 'none') return 'Leave it out';
  if (to === 'new') return room.bookingsWaiting > 0 ? 'Make it and take in' : 'Make it';
  return room.bookingsWaiting > 0 ? 'Link and take in' : 'Link';
}

function TargetSelect({
  room,
  value,
  isOpen,
  onChange,
}: {
  readonly room: Room;
  readonly value: LinkTarget;
  readonly isOpen: boolean;
  readonly onChange: (to: LinkTarget) => void;
}) {
  const { roomTypes } = useHotel();
  return (
    <NativeSelect
      aria-label={`${room.name} is here`}
      value={String(value)}
      onChange={(event) => onChange(targetOf(event.currentTarget.value))}
      data={[
        ...roomTypes.map((type) => ({
          value: String(type.id),
          label: `${type.name}, ${count(type.units.length, 'unit')}`,
        })),
        { value: 'new', label: `A new room type “${room.name}”` },
        { value: 'none', label: 'Left out on purpose' },
        ...(isOpen ? [] : [{ value: 'open', label: 'Take the link away' }]),
      ]}
    />
  );
}

interface OpenRoomProps {
  readonly room: Room;
  readonly keys: string | undefined;
  readonly choice: LinkTarget;
  readonly onChoose: (to: LinkTarget) => void;
  readonly onLink: () => void;
  readonly isRunning: boolean;
}

/** A room that nobody has spoken about, with the proposal chosen already. */
export function OpenRoom({ room, keys, choice, onChoose, onLink, isRunning }: OpenRoomProps) {
  return (
    <li className={classes['boardRow']} data-open>
      <RoomWords room={room} />
      <span className={classes['arrow']} aria-hidden="true">
        ⋯
      </span>
      <div className={classes['ours']}>
        <TargetSelect room={room} value={choice} isOpen onChange={onChoose} />
        <ActButton
          keys={keys}
          disabled={isRunning}
          aria-label={`${actWords(room, choice)}: ${room.name}`}
          onClick={onLink}
        >
          {actWords(room, choice)}
        </ActButton>
      </div>
    </li>
  );
}

interface SettledRoomProps {
  readonly room: Room;
  readonly connection: ConnectionView;
  readonly onChange: (to: LinkTarget) => void;
  readonly isRunning: boolean;
}

/** A room that is linked or left out, changed by choosing anew. */
export function SettledRoom({ room, connection, onChange, isRunning }: SettledRoomProps) {
  return (
    <li className={classes['boardRow']}>
      <RoomWords room={room} />
      <span className={classes['arrow']} aria-hidden="true">
        {room.link === 'ignored' ? '–' : '↔'}
      </span>
      <fieldset className={classes['ours']} disabled={isRunning} style={{ padding: 0, margin: 0, border: 0 }}>
        <TargetSelect room={room} value={linkOf(room)} isOpen={false} onChange={onChange} />
        {room.link === 'linked' && room.bookingsWaiting > 0 ? (
          <ActButton size="xs" onClick={() => onChange(linkOf(room))}>
            Take in
          </ActButton>
        ) : null}
      </fieldset>
      {room.link === 'linked' && room.plans.length > 0 ? (
        <RoomPlans room={room} connectionId={connection.id} currency={connection.currency} />
      ) : null}
    </li>
  );
}
