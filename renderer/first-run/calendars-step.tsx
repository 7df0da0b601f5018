import { useState } from 'react';
import { AddFeed } from '../channels/add-feed.tsx';
import { SecretsNote } from '../channels/secrets-note.tsx';
import { go } from '../core/route.ts';
import { useQuery } from '../core/use-query.ts';
import { ActButton } from '../ui/act-button.tsx';
import { ChannelMark } from '../ui/channel-mark.tsx';
import { DialogActs } from '../ui/dialog-acts.tsx';
import { Row, Rows } from '../ui/row.tsx';
import { useSetUp } from './set-up.ts';

/** Paste calendars, as many as there are; each is shown before it is taken in. */
export function CalendarsStep() {
  const rows = useQuery('feeds.list', {}).value?.rows ?? [];
  const [round, setRound] = useState(0);
  const finish = (): void => {
    useSetUp.setState({ isGoing: false });
    go('calendar');
  };
  return (
    <>
      {rows.length > 0 ? (
        <Rows>
          {rows.map((feed) => (
            <Row
              key={feed.id}
              mark={<ChannelMark channel={feed.channel} size="large" />}
              title={feed.label}
              text={`${feed.unitName ?? feed.roomTypeName} · ${feed.nightsBlocked} nights taken`}
            />
          ))}
        </Rows>
      ) : null}
      {rows.length > 0 ? <SecretsNote /> : null}
      <AddFeed key={round} onDone={() => setRound(round + 1)} />
      <DialogActs>
        <ActButton variant="default" onClick={() => useSetUp.setState({ step: 1 })}>
          Back
        </ActButton>
        <ActButton {...(rows.length === 0 ? { variant: 'default' } : {})} onClick={finish}>
          {rows.length === 0 ? 'Later' : 'Done: show the calendar'}
        </ActButton>
      </DialogActs>
    </>
  );
}
