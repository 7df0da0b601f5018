import { TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Calendar } from '../../src/contract/calendar.ts';
import { channelName } from '../../src/domain/channel.ts';
import { sayNightsAndOpen } from '../../src/domain/say-nights.ts';
import { coreToday } from '../core/now.ts';
import { runKnowingly } from '../core/insist.ts';
import { useCommand } from '../core/use-command.ts';
import { ActButton } from '../ui/act-button.tsx';
import { ChannelMark } from '../ui/channel-mark.tsx';
import { Facts } from '../ui/facts.tsx';
import { takersOf, type Taker } from './bars.ts';
import classes from './calendar-screen.module.css';
import { CloseDrawer } from './close-drawer.tsx';
import { closeDrawer } from './desk.ts';

const TITLES = { stay: 'Stay', block: 'Closed nights', hold: 'Held for an enquiry', echo: 'Echo' } as const;

/** A block, hold or echo in the drawer. */
export function BlockDetail({ id, calendar }: { readonly id: number; readonly calendar: Calendar }) {
  const block = takersOf(calendar).find((taker) => taker.kind !== 'stay' && taker.id === id);
  if (!block)
    return (
      <div className={classes['drawerHead']}>
        <h2>These nights are open now.</h2>
        <CloseDrawer />
      </div>
    );
  const unit = calendar.roomTypes.flatMap((type) => type.units).find((one) => one.id === block.unitId);
  return (
    <>
      <div className={classes['drawerHead']}>
        <ChannelMark channel={block.channel} size="large" />
        <h2>
          {TITLES[block.kind]}
          <p>{block.channel === 'direct' ? 'by the desk' : `by ${channelName(block.channel)}`}</p>
        </h2>
        <CloseDrawer />
      </div>
      <Facts
        rows={[
          ['Unit', unit?.name ?? 'none'],
          ['Nights', sayNightsAndOpen(block, coreToday())],
          ['Reason', block.label],
        ]}
      />
      {block.kind === 'echo' ? (
        <p className={classes['dim']}>
          The shadow of a stay that Bellhop knows already, coming back through another calendar. It takes no
          night and is never a conflict.
        </p>
      ) : block.isFromFeed ? (
        <p className={classes['dim']}>
          {channelName(block.channel)} closed these nights: open them there. Bellhop follows when its calendar
          says so.
        </p>
      ) : (
        <OwnBlock block={block} />
      )}
    </>
  );
}

function OwnBlock({ block }: { readonly block: Taker }) {
  const remove = useCommand('blocks.remove');
  const [reason, setReason] = useState(block.label);
  const { id, unitId, arrival, departure } = block;
  const rename = (event: FormEvent): void => {
    event.preventDefault();
    void runKnowingly('blocks.change', { id, unitId, arrival, departure, reason }, 'Keep it anyway');
  };
  const open = async (): Promise<void> => {
    if (await remove.run({ id })) closeDrawer();
  };
  return (
    <form className={classes['form']} onSubmit={rename}>
      <TextInput
        label="Reason"
        value={reason}
        maxLength={120}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <div className={classes['acts']}>
        <ActButton type="submit" variant="default" disabled={reason === block.label}>
          Save the reason
        </ActButton>
        <ActButton variant="default" disabled={remove.isRunning} onClick={() => void open()}>
          Open these nights
        </ActButton>
      </div>
    </form>
  );
}
