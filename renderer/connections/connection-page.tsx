import type { ConnectionView } from '../../src/contract/connections.ts';
import { useKeys } from '../core/keys.ts';
import { useNow } from '../core/now.ts';
import { useProgress } from '../core/progress.ts';
import { go, useRoute } from '../core/route.ts';
import { useCommand } from '../core/use-command.ts';
import { useHotel } from '../core/use-hotel.ts';
import { useQuery } from '../core/use-query.ts';
import { ActButton } from '../ui/act-button.tsx';
import { Answered, EmptyState } from '../ui/answers.tsx';
import { ChannelMark } from '../ui/channel-mark.tsx';
import { Page } from '../ui/page.tsx';
import { Tag } from '../ui/sign.tsx';
import { ageWords, ENVIRONMENT_WORDS, healthTone, longHealth, waitingWords } from './connection-words.ts';
import classes from './connections.module.css';
import { Credentials } from './credentials.tsx';
import { HealthSign } from './health-sign.tsx';
import { LettingGo } from './letting-go.tsx';
import { Limits } from './limits.tsx';
import { MappingBoard } from './mapping-board.tsx';
import { BreakerWords, PointsGauge } from './points-gauge.tsx';
import { Schedules } from './schedules.tsx';
import { Telling } from './telling.tsx';
import { useExposed } from './use-exposed.ts';

/** One connected channel: its rooms, what it is told, when, and its sign-in. */
export function Connection() {
  const id = useRoute((route) => route.id);
  return id === null ? <NoneChosen /> : <ConnectionPage key={id} id={id} />;
}

const back = (): void => go('channels');

function NoneChosen() {
  return (
    <Page title="Channel">
      <EmptyState title="No channel was chosen" actions={<ActButton onClick={back}>All channels</ActButton>}>
        Choose one on the Channels screen.
      </EmptyState>
    </Page>
  );
}

function ConnectionPage({ id }: { readonly id: number }) {
  const connection = useQuery('connections.read', { id }, { everyMs: 60_000 });
  const run = useCommand('sync.run');
  const canRun = connection.value?.state === 'active';
  const readNow = (): void => void run.run({ connectionId: id, kind: 'pull' });
  useKeys('Channel', [
    { keys: 'Esc', says: 'All channels', run: back },
    { keys: 'R', says: 'Read it now', run: canRun ? readNow : undefined },
    { keys: 'S', says: 'What waits for it', run: () => go('sync', id) },
  ]);
  return (
    <Page
      title={connection.value?.name ?? 'Channel'}
      lead={
        <ActButton variant="default" keys="Esc" onClick={back}>
          All channels
        </ActButton>
      }
      actions={
        <>
          <ActButton variant="default" keys="S" onClick={() => go('sync', id)}>
            What waits
          </ActButton>
          <ActButton keys="R" disabled={!canRun || run.isRunning} onClick={readNow}>
            Read now
          </ActButton>
        </>
      }
    >
      <Answered of={connection} lines={10}>
        {(value) => (
          <div className={classes['page']}>
            <div className={classes['whole']}>
              <HealthCard connection={value} />
            </div>
            <div className={classes['column']}>
              <MappingBoard connection={value} />
              <Telling connection={value} />
              <Limits key={`${value.name}-${value.closeAtLeft}-${value.horizonDays}`} connection={value} />
            </div>
            <div className={classes['column']}>
              <Schedules connection={value} />
              <Credentials connection={value} />
              <LettingGo connection={value} />
            </div>
          </div>
        )}
      </Answered>
    </Page>
  );
}

function HealthCard({ connection }: { readonly connection: ConnectionView }) {
  const now = useNow();
  const { zone } = useHotel();
  const exposed = useExposed()(connection.id);
  const tone = healthTone(connection, exposed);
  const counts = waitingWords(connection);
  const progress = useProgress(`connection:${connection.id}`);
  return (
    <section className={classes['card']} data-tone={tone} aria-label="How it is">
      <div className={classes['cardTop']}>
        <ChannelMark channel={connection.channel} size="large" />
        <HealthSign health={connection.health} exposed={exposed} />
        <div className={classes['healthWords']} role="status">
          <b className={classes['healthName']} data-tone={tone}>
            {longHealth(connection, now, exposed, zone)}
          </b>{' '}
          <span className={classes['small']}>{ageWords(connection, now)}</span>
          {connection.words === '' ? null : <p>{connection.words}</p>}
          {progress ? <p className={classes['small']}>{progress.words}</p> : null}
        </div>
        <Tag tone={connection.environment === 'sandbox' ? 'warn' : 'plain'}>
          {ENVIRONMENT_WORDS[connection.environment]}
        </Tag>
      </div>
      {counts.length === 0 ? null : (
        <div className={classes['counts']}>
          {counts.map(({ text, tone: countTone }) => (
            <Tag key={text} tone={countTone}>
              {text}
            </Tag>
          ))}
        </div>
      )}
      <BreakerWords breaker={connection.breaker} />
      {connection.points === null ? null : <PointsGauge points={connection.points} />}
    </section>
  );
}
