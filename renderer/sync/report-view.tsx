import { go } from '../core/route.ts';
import { useHotel } from '../core/use-hotel.ts';
import { useQuery } from '../core/use-query.ts';
import { moment } from '../core/words.ts';
import { ActButton } from '../ui/act-button.tsx';
import { Answered } from '../ui/answers.tsx';
import { Row, Rows } from '../ui/row.tsx';
import { Sign } from '../ui/sign.tsx';
import classes from './sync.module.css';

/** A reconciliation's report: what agreed, what was healed, what needs a person. */
export function ReportView({ runId }: { readonly runId: number }) {
  const report = useQuery('sync.report', { runId });
  const { zone } = useHotel();
  return (
    <Answered of={report} lines={5}>
      {(value) => (
        <div className={classes['report']}>
          <p className={classes['dim']}>Compared on {moment(value.at, zone)}.</p>
          <dl className={classes['numbers']}>
            <div>
              <dd>{value.agreed}</dd>
              <dt>agreed</dt>
            </div>
            <div>
              <dd>{value.healed.length}</dd>
              <dt>healed by itself</dt>
            </div>
            <div data-tone={value.needsPerson.length > 0 ? 'danger' : undefined}>
              <dd>{value.needsPerson.length}</dd>
              <dt>{value.needsPerson.length === 1 ? 'needs' : 'need'} a person</dt>
            </div>
          </dl>
          {value.needsPerson.length === 0 ? null : (
            <section>
              <h3>Needs a person</h3>
              <Rows>
                {value.needsPerson.map(({ words, conflictId }, index) => (
                  <Row
                    key={index}
                    mark={<Sign tone="danger">!</Sign>}
                    title={words}
                    aside={
                      conflictId === null ? undefined : (
                        <ActButton size="xs" onClick={() => go('conflicts', conflictId)}>
                          Settle
                        </ActButton>
                      )
                    }
                  />
                ))}
              </Rows>
            </section>
          )}
          {value.healed.length === 0 ? null : (
            <section>
              <h3>Healed</h3>
              <ul>
                {value.healed.map((line, index) => (
                  <li key={index}>{line}</li>
                ))}
              </ul>
            </section>
          )}
        </div>
      )}
    </Answered>
  );
}
