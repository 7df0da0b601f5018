import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import type { ConnectionView } from '../../src/contract/connections.ts';
import { useCommand } from '../core/use-command.ts';
import { useQuery } from '../core/use-query.ts';
import { DiffView, Guards, isHeld } from '../sync/diff-view.tsx';
import { ActButton } from '../ui/act-button.tsx';
import { Answered } from '../ui/answers.tsx';
import { Card } from '../ui/card.tsx';
import { openRooms } from './connection-words.ts';
import classes from './connections.module.css';

/** Whether the channel is told what to show. Before it begins, the dry run says what would go. */
export function Telling({ connection }: { readonly connection: ConnectionView }) {
  return connection.isTold ? <IsTold connection={connection} /> : <NotTold connection={connection} />;
}

function IsTold({ connection }: { readonly connection: ConnectionView }) {
  const tell = useCommand('connections.tell');
  const [shows, setShows] = useState(false);
  return (
    <Card title={`${connection.name} is told what to show`} aside="on">
      <p className={classes['dim']}>
        Closed nights go out at once, the last unit first. Openings wait until its bookings were read.
      </p>
      <div className={classes['acts']} style={{ margin: '10px 0' }}>
        <ActButton variant="default" onClick={() => setShows(!shows)}>
          {shows ? 'Hide what would go' : 'What would go now'}
        </ActButton>
        <ActButton
          variant="default"
          disabled={tell.isRunning}
          onClick={() => void tell.run({ id: connection.id, isTold: false })}
        >
          Stop telling
        </ActButton>
      </div>
      {shows ? <DryRun connectionId={connection.id} /> : null}
    </Card>
  );
}

function DryRun({ connectionId }: { readonly connectionId: number }) {
  const dry = useQuery('sync.dryRun', { connectionId });
  return (
    <Answered of={dry} lines={4}>
      {(diff) => (
        <DiffView
          diff={diff}
          connectionId={connectionId}
          nothing="Nothing: the channel is known to show what it should."
        />
      )}
    </Answered>
  );
}

function NotTold({ connection }: { readonly connection: ConnectionView }) {
  const [stage, setStage] = useState<'first' | 'asking' | 'not-yet'>('first');
  const isLinked = connection.rooms.some((room) => room.link === 'linked');
  const left = openRooms(connection).length;
  return (
    <Card title="Nothing is told to it yet" aside="read only">
      <p className={classes['dim']}>
        Its bookings come in. It goes on selling what stands in its own calendar, whatever is booked here.
      </p>
      {isLinked ? null : <p className={classes['warning']}>Link at least one room first.</p>}
      {isLinked && left > 0 ? (
        <p className={classes['warning']}>
          {left === 1 ? 'One room there is' : `${left} rooms there are`} not linked: they would not be told.
        </p>
      ) : null}
      {stage === 'asking' ? (
        <StartTelling connection={connection} onGiveUp={() => setStage('not-yet')} />
      ) : (
        <div className={classes['acts']} style={{ marginTop: 10 }}>
          <ActButton autoFocus={stage === 'not-yet'} disabled={!isLinked} onClick={() => setStage('asking')}>
            Show first what would go
          </ActButton>
        </div>
      )}
    </Card>
  );
}

/** What was asked for stands below the button that is gone now: it is brought up, and the keys go on from there. */
function comeIntoView(heading: HTMLElement | null): void {
  heading?.focus({ preventScroll: true });
  heading?.scrollIntoView({ block: 'start' });
}

interface StartTellingProps {
  readonly connection: ConnectionView;
  readonly onGiveUp: () => void;
}

function StartTelling({ connection, onGiveUp }: StartTellingProps) {
  const dry = useQuery('sync.dryRun', { connectionId: connection.id });
  const tell = useCommand('connections.tell');
  const [hasRead, setRead] = useState(false);
  const [knowing, setKnowing] = useState<ReadonlySet<string>>(new Set());
  return (
    <Answered of={dry} lines={5}>
      {(diff) => (
        <div className={classes['form']} style={{ marginTop: 12 }}>
          <h3 ref={comeIntoView} tabIndex={-1} className={classes['whatGoes']}>
            What it would be told now
          </h3>
          <DiffView
            diff={diff}
            connectionId={connection.id}
            nothing="Nothing: it shows already what it should."
          />
          <Guards guards={diff.guards} knowing={knowing} onKnow={setKnowing} />
          <Checkbox
            label={`I have read it. ${connection.name} shall follow what stands here.`}
            checked={hasRead}
            onChange={(event) => setRead(event.currentTarget.checked)}
          />
          <div className={classes['acts']}>
            <ActButton
              loading={tell.isRunning}
              disabled={!hasRead || isHeld(diff.guards, knowing)}
              onClick={() => void tell.run({ id: connection.id, isTold: true, knowing: [...knowing] })}
            >
              Start telling {connection.name}
            </ActButton>
            <ActButton variant="default" onClick={onGiveUp}>
              Not yet
            </ActButton>
          </div>
        </div>
      )}
    </Answered>
  );
}
