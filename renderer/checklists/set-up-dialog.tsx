import { Modal, Radio, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { ManualChannel } from '../../src/contract/checklists.ts';
import type { Failure } from '../../src/domain/failure.ts';
import { useCommand } from '../core/use-command.ts';
import { useHotel } from '../core/use-hotel.ts';
import { ActButton } from '../ui/act-button.tsx';
import { DialogActs } from '../ui/dialog-acts.tsx';
import { FailureWords } from '../ui/failure-words.tsx';
import classes from './checklists.module.css';

const CHOICES = [
  { value: 'agoda', label: 'Agoda', says: 'entered in YCS' },
  { value: 'gommt', label: 'GoMMT', says: 'MakeMyTrip and Goibibo, entered in the InGo-MMT extranet' },
  { value: 'booking-extranet', label: 'Booking.com', says: 'entered in the extranet' },
] as const;
type ProviderId = (typeof CHOICES)[number]['value'];
type Names = Readonly<Record<number, { readonly name: string; readonly externalId: string }>>;

interface SetUpProps {
  readonly kept: readonly ManualChannel[];
  readonly onClose: () => void;
}

/** Begins to keep a channel by hand: which one, and how its extranet names the property and each room. */
export function SetUpDialog({ kept, onClose }: SetUpProps) {
  return (
    <Modal opened onClose={onClose} title="Keep a channel by hand" size="xl">
      <SetUpForm kept={kept} onClose={onClose} />
    </Modal>
  );
}

/** The first channel that nobody keeps yet. */
const firstLeft = (kept: readonly ManualChannel[]): ProviderId =>
  CHOICES.find(({ label }) => !kept.some(({ name }) => name === label))?.value ?? 'agoda';

function useSetUp(kept: readonly ManualChannel[], onClose: () => void) {
  const command = useCommand('checklists.setUp');
  const [provider, setProvider] = useState<ProviderId>(() => firstLeft(kept));
  const [property, setProperty] = useState({ name: '', id: '' });
  const [names, setNames] = useState<Names>({});
  const [shows, setShows] = useState<'as-here' | 'unknown'>('as-here');
  const [failure, setFailure] = useState<Failure | null>(null);
  const rooms = Object.entries(names)
    .filter(([, { name }]) => name.trim() !== '')
    .map(([id, { name, externalId }]) => ({ roomTypeId: Number(id), name, externalId }));
  const isReady = property.name.trim() !== '' && rooms.length > 0 && !command.isRunning;
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!isReady) return;
    setFailure(null);
    const made = await command.run(
      { provider, propertyName: property.name, propertyId: property.id, rooms, shows },
      {
        onFailure: (refused) => {
          setFailure(refused);
          return true;
        },
      },
    );
    if (made) onClose();
  };
  return {
    provider,
    setProvider,
    property,
    setProperty,
    names,
    setNames,
    shows,
    setShows,
    failure,
    isReady,
    submit,
  };
}

function SetUpForm({ kept, onClose }: SetUpProps) {
  const form = useSetUp(kept, onClose);
  const { property } = form;
  return (
    <form className={classes['form']} onSubmit={(event) => void form.submit(event)}>
      <Radio.Group
        label="Which channel"
        value={form.provider}
        onChange={(value) => form.setProvider(CHOICES.find((one) => one.value === value)?.value ?? 'agoda')}
      >
        <div className={classes['choices']}>
          {CHOICES.map(({ value, label, says }) => (
            <Radio
              key={value}
              value={value}
              label={label}
              description={says}
              data-autofocus={value === form.provider || undefined}
            />
          ))}
        </div>
      </Radio.Group>
      <div className={classes['two']}>
        <TextInput
          label="Name of the property there"
          description="Exactly as the extranet writes it."
          value={property.name}
          onChange={(event) => form.setProperty({ ...property, name: event.currentTarget.value })}
        />
        <TextInput
          label="Its number there"
          description="Shown beside the name."
          value={property.id}
          onChange={(event) => form.setProperty({ ...property, id: event.currentTarget.value })}
        />
      </div>
      <RoomNames names={form.names} onChange={form.setNames} />
      <Radio.Group
        label="What it shows today"
        value={form.shows}
        onChange={(value) => form.setShows(value === 'unknown' ? 'unknown' : 'as-here')}
      >
        <div className={classes['choices']}>
          <Radio
            value="as-here"
            label="Somebody has looked: it shows what Bellhop shows"
            description="Lists then hold only what changes from now on."
          />
          <Radio
            value="unknown"
            label="Nobody knows"
            description="The first list sets every night that is not plainly open."
          />
        </div>
      </Radio.Group>
      {form.failure ? <FailureWords failure={form.failure} /> : null}
      <DialogActs>
        <ActButton variant="default" keys="Esc" onClick={onClose}>
          Leave it
        </ActButton>
        <ActButton type="submit" keys="Enter" disabled={!form.isReady}>
          Keep it by hand
        </ActButton>
      </DialogActs>
    </form>
  );
}

interface RoomNamesProps {
  readonly names: Names;
  readonly onChange: (names: Names) => void;
}

/** Each room type, and what the extranet calls it. What is left empty is not sold there. */
function RoomNames({ names, onChange }: RoomNamesProps) {
  const { roomTypes } = useHotel();
  const set = (id: number, part: 'name' | 'externalId', value: string): void =>
    onChange({ ...names, [id]: { name: '', externalId: '', ...names[id], [part]: value } });
  return (
    <fieldset className={classes['rooms']}>
      <legend>Rooms, as the extranet names them</legend>
      <p className={classes['small']}>Leave a line empty where the room is not sold there.</p>
      {roomTypes.map(({ id, name }) => (
        <div key={id} className={classes['roomLine']}>
          <span>{name}</span>
          <TextInput
            aria-label={`${name}: name there`}
            placeholder="Name there, such as Standard Double Room"
            value={names[id]?.name ?? ''}
            onChange={(event) => set(id, 'name', event.currentTarget.value)}
          />
          <TextInput
            aria-label={`${name}: number there`}
            placeholder="Number there"
            value={names[id]?.externalId ?? ''}
            onChange={(event) => set(id, 'externalId', event.currentTarget.value)}
          />
        </div>
      ))}
    </fieldset>
  );
}
