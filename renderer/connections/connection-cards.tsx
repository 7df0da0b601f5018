import { IconPlugConnected } from '@tabler/icons-react';
import type { ConnectionRow } from '../../src/contract/connections.ts';
import { useNow } from '../core/now.ts';
import { go } from '../core/route.ts';
import { useCommand } from '../core/use-command.ts';
import { useHotel } from '../core/use-hotel.ts';
import { useQuery } from '../core/use-query.ts';
import { ActButton } from '../ui/act-button.tsx';
import { Answered } from '../ui/answers.tsx';
import { ChannelMark } from '../ui/channel-mark.tsx';
import { Tag } from '../ui/sign.tsx';
import {
  ageWords,
  byHealth,
  ENVIRONMENT_WORDS,
  healthTone,
  longHealth,
  waitingWords,
} from './connection-words.ts';
import classes from './connections.module.css';
import { HealthSign } from './health-sign.tsx';
import { BreakerWords, PointsGauge } from './points-gauge.tsx';
import { useExposed } from './use-exposed.ts';

/** The channels that Bellhop is signed in to, worst first, above the calendars. */
export function ConnectionCards({ onConnect }: { readonly onConnect: () => void }) {
  const list = useQuery('connections.list', {}, { everyMs: 60_000 });
  return (
    <section className={classes['part']} aria-label="Connected channels">
      <div className={classes['partHead']}>
        <h2>Connected channels</h2>
      </div>
      <Answered of={list} lines={3}>
        {({ rows }) =>
          rows.length === 0 ? (
            <NoConnections onConnect={onConnect} />
          ) : (
            <div className={classes['cards']}>
              {[...rows].sort(byHealth).map((row) => (
                <ConnectionCard key={row.id} row={row} />
              ))}
            </div>
          )
        }
      </Answered>
    </section>
  );
}

function ConnectionCard({ row }: { readonly row: ConnectionRow }) {
  const now = useNow();
  const { zone } = useHotel();
  const run = useCommand('sync.run');
  const exposed = useExposed()(row.id);
  const tone = healthTone(row, exposed);
  const counts = waitingWords(row);
  const open = (): void => go('connections', row.id);
  return (
    <article className={classes['card']} data-tone={tone} aria-label={row.name}>
      <div className={classes['cardTop']}>
        <ChannelMark channel={row.channel} size="large" />
        <div className={classes['cardName']}>
          <h3>{row.name}</h3>
          <p className={classes['small']}>
            {row.providerName}
            {row.externalPropertyName === '' ? '' : ` · ${row.externalPropertyName}`}
          </p>
        </div>
        <Tag tone={row.environment === 'sandbox' ? 'warn' : 'plain'}>
          {ENVIRONMENT_WORDS[row.environment]}
        </Tag>
      </div>
      <div className={classes['health']}>
        <HealthSign health={row.health} exposed={exposed} />
        <div className={classes['healthWords']}>
          <b data-tone={tone}>{longHealth(row, now, exposed, zone)}</b>
          {row.words === '' ? null : <p className={classes['small']}>{row.words}</p>}
          <p className={classes['small']}>{ageWords(row, now)}</p>
        </div>
      </div>
      <BreakerWords breaker={row.breaker} />
      {counts.length === 0 ? null : (
        <div className={classes['counts']}>
          {counts.map(({ text, tone: countTone }) => (
            <Tag key={text} tone={countTone}>
              {text}
            </Tag>
          ))}
        </div>
      )}
      {row.points === null ? null : <PointsGauge points={row.points} />}
      <div className={`${classes['acts']} ${classes['cardActs']}`}>
        <ActButton
          aria-label={`${row.unmappedRooms > 0 ? 'Link its rooms' : 'Open'}: ${row.name}`}
          variant={tone === 'danger' ? 'filled' : 'default'}
          onClick={open}
        >
          {row.unmappedRooms > 0 ? 'Link its rooms' : 'Open'}
        </ActButton>
        <ActButton
          variant="default"
          aria-label={`Read now: ${row.name}`}
          disabled={run.isRunning || row.state !== 'active'}
          onClick={() => void run.run({ connectionId: row.id, kind: 'pull' })}
        >
          Read now
        </ActButton>
        {row.waitingJobs + row.failedJobs > 0 ? (
          <ActButton
            variant="default"
            aria-label={`What waits: ${row.name}`}
            onClick={() => go('sync', row.id)}
          >
            What waits
          </ActButton>
        ) : null}
      </div>
    </article>
  );
}

function NoConnections({ onConnect }: { readonly onConnect: () => void }) {
  return (
    <div className={classes['card']}>
      <div className={classes['health']}>
        <IconPlugConnected size={22} stroke={1.7} aria-hidden="true" />
        <div className={classes['healthWords']}>
          <b>No channel is connected by sign-in yet</b>
          <p className={classes['small']}>
            A calendar only says which nights are taken, hours later. A connected channel such as Beds24
            brings its bookings with guest and price within minutes, and is told at once when a night closes.
            You need its invite code; the steps say where it stands.
          </p>
        </div>
      </div>
      <div className={classes['acts']}>
        <ActButton keys="C" onClick={onConnect}>
          Connect a channel
        </ActButton>
      </div>
    </div>
  );
}
