import { useEffect } from 'react';
import type { RunStepView, TaskRun } from '../../src/contract/checklists.ts';
import { useKeys } from '../core/keys.ts';
import { coreNow } from '../core/now.ts';
import { go, useRoute } from '../core/route.ts';
import { useHotel } from '../core/use-hotel.ts';
import { useQuery } from '../core/use-query.ts';
import { count, moment } from '../core/words.ts';
import { ActButton } from '../ui/act-button.tsx';
import { Answered } from '../ui/answers.tsx';
import { Page } from '../ui/page.tsx';
import { byPressing } from './checklist-words.ts';
import './paper.css';
import { useEnter } from './use-enter.ts';

interface PaperProps {
  readonly title: string;
  /** To where the paper is of. */
  readonly onBack: () => void;
  readonly children: React.ReactNode;
}

/** A page as it comes out of the printer: only the sheet, black on white. */
export function Paper({ title, onBack, children }: PaperProps) {
  useEffect(() => {
    document.documentElement.dataset['paper'] = '';
    return () => {
      delete document.documentElement.dataset['paper'];
    };
  }, []);
  const print = (): void => window.print();
  useEnter(print);
  useKeys('Paper', [
    { keys: 'P', says: 'Print', run: print },
    { keys: 'Esc', says: 'Back', run: onBack },
  ]);
  return (
    <Page
      title={title}
      actions={
        <>
          <ActButton variant="default" keys="Esc" onClick={onBack}>
            Back
          </ActButton>
          <ActButton keys="P" onClick={print}>
            Print
          </ActButton>
        </>
      }
    >
      {children}
    </Page>
  );
}

/** One list on paper, or every list that is due, a page each. */
export function ChecklistPaper() {
  const id = useRoute((route) => route.id);
  const lists = useQuery('checklists.list', {}, { isOff: id !== null });
  const ids = id === null ? [...(lists.value?.due ?? [])].sort(byPressing).map((task) => task.id) : [id];
  return (
    <Paper title="Lists on paper" onBack={() => go('lists', id)}>
      {ids.map((taskId) => (
        <OneList key={taskId} taskId={taskId} />
      ))}
      {ids.length === 0 && lists.value ? <p>Nothing is due, so there is nothing to print.</p> : null}
    </Paper>
  );
}

function OneList({ taskId }: { readonly taskId: number }) {
  const run = useQuery('checklists.read', { taskId });
  return <Answered of={run}>{(value) => <ListSheet run={value} />}</Answered>;
}

export function SheetHead({
  title,
  children,
}: {
  readonly title: string;
  readonly children: React.ReactNode;
}) {
  const { name, zone } = useHotel();
  return (
    <header className="paper-head">
      <div>
        <h2>{title}</h2>
        {children}
      </div>
      <p>
        {name}
        <br />
        as of {moment(coreNow(), zone)}
      </p>
    </header>
  );
}

/** Who did it, and when: what is written by hand is entered into Bellhop after. */
export function Signed() {
  return (
    <footer className="paper-foot">
      <span>Name</span>
      <span>Begun at</span>
      <span>Ended at</span>
      <p>
        Enter it into Bellhop afterwards, with the numbers that were seen. Write down no password, no card
        number, and no more of a guest than is needed.
      </p>
    </footer>
  );
}

function ListSheet({ run }: { readonly run: TaskRun }) {
  const { zone } = useHotel();
  return (
    <article className="paper-sheet" tabIndex={0}>
      <SheetHead title={`${run.channelName}: ${run.words}`}>
        <p>
          Due {moment(run.dueAt, zone)}
          {run.causes.length > 0 ? ` · because ${run.causes.join(', ')}` : ''} · about{' '}
          {count(run.minutes, 'minute')}
        </p>
      </SheetHead>
      <ol className="paper-steps">
        {run.run.map((step) => (
          <li key={step.key}>
            <span className="paper-box" aria-hidden="true">
              {step.state === 'done' ? '✓' : ''}
            </span>
            <div>
              <b>
                {step.title}
                {step.room === '' ? '' : ` · ${step.room}`}
              </b>
              <p>{step.text}</p>
              {step.hints.map((hint) => (
                <p key={hint}>{hint}</p>
              ))}
              <PaperNames step={step} />
              <PaperNights step={step} />
              {step.questions.map((question) => (
                <p key={question.key} className="paper-question">
                  {question.words}{' '}
                  {question.kind === 'yes-no' ? (
                    <span>
                      <span className="paper-box" aria-hidden="true" /> yes{' '}
                      <span className="paper-box" aria-hidden="true" /> no
                    </span>
                  ) : (
                    <span className="paper-line" />
                  )}
                </p>
              ))}
            </div>
          </li>
        ))}
      </ol>
      <Signed />
      <p className="paper-small">{run.template}</p>
    </article>
  );
}

/** Names and numbers there; the room stands in the heading already. */
function PaperNames({ step }: { readonly step: RunStepView }) {
  const told = step.copies.filter(({ value }) => value !== step.room);
  if (told.length === 0) return null;
  return <p className="paper-names">{told.map(({ label, value }) => `${label}: ${value}`).join(' · ')}</p>;
}

function PaperNights({ step }: { readonly step: RunStepView }) {
  // the numbers to be set stand in the words
  if (step.nights.length === 0 || step.asks === 'nothing') return null;
  return (
    <table className="paper-nights">
      <thead>
        <tr>
          <th scope="col">Night</th>
          <th scope="col">It should show before</th>
          <th scope="col">Should show after</th>
          <th scope="col">Seen {step.asks}</th>
        </tr>
      </thead>
      <tbody>
        {step.nights.map((night) => {
          const seen = step.asks === 'before' ? night.before : night.after;
          return (
            <tr key={night.night}>
              <th scope="row">{night.words}</th>
              <td>{night.expected ?? 'not known'}</td>
              <td>
                <b>{night.target}</b>
              </td>
              <td className="paper-write">{seen}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
