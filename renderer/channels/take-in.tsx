import { NativeSelect, NumberInput, Switch, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { FeedPreview } from '../../src/contract/feeds.ts';
import { CHANNELS, channelName } from '../../src/domain/channel.ts';
import { go } from '../core/route.ts';
import { useCommand } from '../core/use-command.ts';
import { ActButton } from '../ui/act-button.tsx';
import { DialogActs } from '../ui/dialog-acts.tsx';
import { type PlaceChoice, PlaceSelect } from '../ui/place-select.tsx';
import classes from './channels.module.css';
import { PreviewEvents, PreviewView } from './preview-view.tsx';

interface TakeInProps {
  readonly preview: FeedPreview;
  readonly onBack: () => void;
  readonly onDone: () => void;
}

/** The second step: what it is, and where it belongs. */
export function TakeIn({ preview, onBack, onDone }: TakeInProps) {
  const add = useCommand('feeds.add');
  const [place, setPlace] = useState<PlaceChoice | null>(null);
  const [channel, setChannel] = useState(preview.channel);
  const [label, setLabel] = useState(preview.suggestedLabel);
  const [pollMinutes, setPollMinutes] = useState(preview.pollMinutes);
  const [switches, setSwitches] = useState({
    endIsLastNight: false,
    allEventsBlock: false,
    timedEventsAreStays: false,
  });
  const isRejected = preview.verdict === 'rejected';
  const canAdd = !isRejected && place !== null && label.trim() !== '' && !add.isRunning;
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!canAdd || !place) return;
    const rhythm = preview.isFile ? {} : { pollMinutes };
    const input = {
      previewId: preview.previewId,
      channel,
      label: label.trim(),
      ...place,
      ...rhythm,
      ...switches,
    };
    if (await add.run(input)) onDone();
  };
  return (
    <form className={classes['form']} onSubmit={(event) => void submit(event)}>
      <PreviewView preview={preview} />
      {preview.alreadyFeedId !== null ? <Already id={preview.alreadyFeedId} onDone={onDone} /> : null}
      {isRejected ? null : (
        <>
          <div className={classes['pair']}>
            <PlaceSelect label="Which unit or room type is this?" value={place} onChange={setPlace} />
            <NativeSelect
              label="Channel"
              value={channel}
              onChange={({ currentTarget }) =>
                setChannel(CHANNELS.find((one) => one === currentTarget.value) ?? 'other')
              }
              data={CHANNELS.filter((one) => one !== 'direct').map((one) => ({
                value: one,
                label: channelName(one),
              }))}
            />
            <TextInput
              label="Name"
              value={label}
              maxLength={80}
              onChange={(event) => setLabel(event.currentTarget.value)}
            />
            {preview.isFile ? null : (
              <NumberInput
                label="Read every (minutes)"
                min={5}
                max={1440}
                allowDecimal={false}
                value={pollMinutes}
                onChange={(value) => setPollMinutes(Number(value) || 15)}
              />
            )}
          </div>
          <PreviewEvents preview={preview} />
          <ReadingSwitches
            values={switches}
            onChange={(part) => setSwitches((old) => ({ ...old, ...part }))}
          />
        </>
      )}
      <DialogActs>
        <ActButton variant="default" onClick={onBack}>
          Another one
        </ActButton>
        <ActButton type="submit" keys="Enter" disabled={!canAdd} loading={add.isRunning}>
          Yes, take it in
        </ActButton>
      </DialogActs>
    </form>
  );
}

function Already({ id, onDone }: { readonly id: number; readonly onDone: () => void }) {
  return (
    <div className={classes['note']} data-tone="warn" style={{ margin: 0 }}>
      Bellhop reads this address already.
      <ActButton
        ml="sm"
        size="xs"
        variant="default"
        onClick={() => {
          onDone();
          go('channels', id);
        }}
      >
        Show it
      </ActButton>
    </div>
  );
}

interface Switches {
  readonly endIsLastNight: boolean;
  readonly allEventsBlock: boolean;
  readonly timedEventsAreStays: boolean;
}

interface ReadingSwitchesProps {
  readonly values: Switches;
  readonly onChange: (part: Partial<Switches>) => void;
}

/** How a calendar's dates are read, for the few that do not keep to the rule. */
export function ReadingSwitches({ values, onChange }: ReadingSwitchesProps) {
  return (
    <details className={classes['fold']}>
      <summary>How its dates are read</summary>
      <div className={classes['form']}>
        <Switch
          label="The end date is slept"
          description="For calendars that write the last night instead of the day of departure. Stays come out one night longer."
          checked={values.endIsLastNight}
          onChange={(event) => onChange({ endIsLastNight: event.currentTarget.checked })}
        />
        <Switch
          label="Every entry takes its nights"
          description="Also entries that the calendar marks as free."
          checked={values.allEventsBlock}
          onChange={(event) => onChange({ allEventsBlock: event.currentTarget.checked })}
        />
        <Switch
          label="Entries with times are stays"
          description="For calendars that write arrival and departure with hours."
          checked={values.timedEventsAreStays}
          onChange={(event) => onChange({ timedEventsAreStays: event.currentTarget.checked })}
        />
      </div>
    </details>
  );
}
