import { useState } from 'react';
import type { ConnectionRow } from '../../src/contract/connections.ts';
import type { OutputOf } from '../../src/contract/index.ts';
import { useHotel } from '../core/use-hotel.ts';
import { useQuery } from '../core/use-query.ts';
import { clockTime, count } from '../core/words.ts';
import { Answered } from '../ui/answers.tsx';
import classes from './sync.module.css';

type Sent = OutputOf<'sync.requests'>['requests'][number];

/** The technical view, a fold away: the latest requests as they went, without secrets and guests' names. */
export function Requests({ connections }: { readonly connections: readonly ConnectionRow[] }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details
      className={classes['technical']}
      open={isOpen}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>Technical view: the requests themselves</summary>
      {isOpen ? connections.map((row) => <OfConnection key={row.id} connection={row} />) : null}
    </details>
  );
}

function OfConnection({ connection }: { readonly connection: ConnectionRow }) {
  const requests = useQuery('sync.requests', { connectionId: connection.id, limit: 50 });
  const { zone } = useHotel();
  return (
    <section>
      <h3>
        {connection.name} <span className={classes['small']}>{connection.host}</span>
      </h3>
      <p className={classes['small']}>
        Secrets and what belongs to guests are blotted out before they are noted.
      </p>
      <Answered of={requests} lines={4}>
        {(value) =>
          value.requests.length === 0 ? (
            <p className={classes['dim']}>No request yet.</p>
          ) : (
            <div
              className={classes['requests']}
              role="region"
              aria-label={`Requests to ${connection.name}`}
              tabIndex={0}
            >
              {value.requests.map((one) => (
                <Request key={one.id} sent={one} zone={zone} />
              ))}
            </div>
          )
        }
      </Answered>
    </section>
  );
}

function Request({ sent, zone }: { readonly sent: Sent; readonly zone: string }) {
  const isBad = sent.failureCode !== null || sent.status === null || sent.status >= 400;
  return (
    <details className={classes['request']} data-bad={isBad || undefined}>
      <summary>
        <span>{clockTime(sent.at, zone)}</span>
        <code>
          {sent.method} {sent.path}
        </code>
        <span>{sent.status ?? 'no answer'}</span>
        <span>{sent.ms} ms</span>
        <span>{sent.cost === null ? '' : count(sent.cost, 'point')}</span>
      </summary>
      <p className={classes['small']}>
        Number {sent.id}. {sent.purpose}
        {sent.failureCode === null ? '' : ` · ${sent.failureCode}`}
      </p>
      {sent.sent === '' ? null : (
        <pre tabIndex={0} aria-label="Sent">
          {sent.sent}
        </pre>
      )}
      {sent.answer === '' ? null : (
        <pre tabIndex={0} aria-label="Answer">
          {sent.answer}
        </pre>
      )}
    </details>
  );
}
