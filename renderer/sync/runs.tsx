import { Modal } from '@mantine/core';
import { useState } from 'react';
import type { ConnectionRow } from '../../src/contract/connections.ts';
import type { SyncRunRow } from '../../src/contract/sync.ts';
import { useNow } from '../core/now.ts';
import { useHotel } from '../core/use-hotel.ts';
import { useQuery } from '../core/use-query.ts';
import { agoAt } from '../core/words.ts';
import { ActButton } from '../ui/act-button.tsx';
import { Answered } from '../ui/answers.tsx';
import { Card } from '../ui/card.tsx';
import { ChannelMark } from '../ui/channel-mark.tsx';
import { Row, Rows } from '../ui/row.tsx';
import { Tag } from '../ui/sign.tsx';
import { RUN_TONE, RUN_WORDS, runName } from './outbox-words.ts';
import { ReportView } from './report-view.tsx';
import classes from './sync.module.css';
import { TakeBack } from './take-back.tsx';

type Asked = { readonly what: 'report' | 'take-back'; readonly run: SyncRunRow };
/** Enough for a shift; the rest is asked for. */
const FIRST = 12;

interface RunsProps {
  readonly connectionId: number | null;
  readonly connections: readonly ConnectionRow[];
}

/** The rounds of work with the channels, newest first, with their reports and what can be taken back. */
export function Runs({ connectionId, connections }: RunsProps) {
  const [limit, setLimit] = useState(FIRST);
  const runs = useQuery('sync.runs', { connectionId, limit }, { keepsLast: true });
  const [asked, setAsked] = useState<Asked | null>(null);
  return (
    <Card title="What was done">
      <Answered of={runs} lines={5}>
        {(value) =>
          value.runs.length === 0 ? (
            <p className={classes['dim']}>
              Nothing yet. Each reading and each telling stands here with what came of it.
            </p>
          ) : (
            <>
              <Rows>
                {value.runs.map((run) => (
                  <RunLine
                    key={run.id}
                    run={run}
                    connection={connections.find((row) => row.id === run.connectionId)}
                    onAsk={(what) => setAsked({ what, run })}
                  />
                ))}
              </Rows>
              {value.runs.length >= limit && limit < 200 ? (
                <ActButton variant="default" onClick={() => setLimit(Math.min(200, limit * 4))}>
                  Older ones
                </ActButton>
              ) : null}
            </>
          )
        }
      </Answered>
      <Modal
        opened={asked !== null}
        onClose={() => setAsked(null)}
        title={asked?.what === 'report' ? 'What the comparison found' : 'Take this back?'}
        size={760}
      >
        {asked?.what === 'report' ? <ReportView runId={asked.run.id} /> : null}
        {asked?.what === 'take-back' ? <TakeBack run={asked.run} onDone={() => setAsked(null)} /> : null}
      </Modal>
    </Card>
  );
}

interface RunLineProps {
  readonly run: SyncRunRow;
  readonly connection: ConnectionRow | undefined;
  readonly onAsk: (what: Asked['what']) => void;
}

function RunLine({ run, connection, onAsk }: RunLineProps) {
  const now = useNow();
  const { zone } = useHotel();
  const name = runName(run.kind);
  return (
    <Row
      mark={connection ? <ChannelMark channel={connection.channel} isNamed /> : null}
      title={name}
      text={[run.words.replace(/\.$/, ''), agoAt(run.endedAt ?? run.startedAt, now, zone)]
        .filter(Boolean)
        .join(' · ')}
      aside={
        <>
          {run.hasReport ? (
            <ActButton
              size="xs"
              variant="default"
              aria-label={`Report: ${name}`}
              onClick={() => onAsk('report')}
            >
              Report
            </ActButton>
          ) : null}
          {run.canTakeBack ? (
            <ActButton
              size="xs"
              variant="default"
              aria-label={`Take back: ${name}`}
              onClick={() => onAsk('take-back')}
            >
              Take back…
            </ActButton>
          ) : null}
          {run.outcome === 'done' ? (
            <span>{RUN_WORDS.done}</span>
          ) : (
            <Tag tone={RUN_TONE[run.outcome]}>{RUN_WORDS[run.outcome]}</Tag>
          )}
        </>
      }
    />
  );
}
