import { useState } from 'react';
import { undoAct } from '../core/use-command.ts';
import { useHotel } from '../core/use-hotel.ts';
import { useQuery } from '../core/use-query.ts';
import { moment } from '../core/words.ts';
import { ActButton } from '../ui/act-button.tsx';
import { Answered } from '../ui/answers.tsx';
import classes from './settings.module.css';

/** What was done, by whom, from where and why, newest first. */
export function History() {
  const [limit, setLimit] = useState(40);
  const list = useQuery('history.list', { limit }, { keepsLast: true });
  const last = useQuery('history.last', {}).value;
  const undoId = last?.undoId ?? null;
  const { zone } = useHotel();
  return (
    <Answered of={list}>
      {({ entries }) => (
        <div className={classes['form']}>
          <div className={classes['acts']}>
            <ActButton
              variant="default"
              disabled={undoId === null}
              onClick={() => undoId !== null && void undoAct({ undoId, message: last?.message ?? '' })}
            >
              Undo the last act
            </ActButton>
            <span className={classes['small']}>
              {last?.message ?? ''}
              {undoId === null && last?.message ? ' This can not be taken back.' : ''}
            </span>
          </div>
          <div className={classes['journal']} tabIndex={0} role="region" aria-label="Entries, newest first">
            <table>
              <thead>
                <tr>
                  <th>When</th>
                  <th>Who</th>
                  <th>What</th>
                </tr>
              </thead>
              <tbody>
                {entries.map((entry) => (
                  <tr key={entry.seq}>
                    <td style={{ whiteSpace: 'nowrap' }}>{moment(entry.at, zone)}</td>
                    <td>
                      {entry.actor}
                      <div className={classes['small']}>{entry.origin}</div>
                    </td>
                    <td>
                      {entry.subject === '' ? null : <b>{entry.subject}: </b>}
                      {entry.changes.length > 0 ? entry.changes.join(' · ') : entry.act}
                      {entry.why === '' ? null : <div className={classes['small']}>{entry.why}</div>}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {entries.length >= limit && limit < 200 ? (
            <div className={classes['acts']}>
              <ActButton variant="default" onClick={() => setLimit(200)}>
                Show more
              </ActButton>
            </div>
          ) : null}
        </div>
      )}
    </Answered>
  );
}
