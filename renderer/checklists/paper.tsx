import { useEffect } from 'react';
import type { RunStepView, TaskRun } from '../../src/contract/checklists.ts';
import { dayNumber, isWeekend } from '../../src/domain/stay-date.ts';
import { partsOf, weekdayShort } from '../calendar/words.ts';
import { useKeys } from '../core/keys.ts';
import { coreNow } from '../core/now.ts';
import { useRoute } from '../core/route.ts';
import { useHotel } from '../core/use-hotel.ts';
import { useQuery } from '../core/use-query.ts';
import { count, dayDate, moment } from '../core/words.ts';
import { ActButton } from '../ui/act-button.tsx';
import { Answered } from '../ui/answers.tsx';
import { Page } from '../ui/page.tsx';
import { byPressing } from './checklist-words.ts';
import './paper.css';
import { useEnter } from './use-enter.ts';

const back = (): void => useRoute.getState().back();

/** A page as it comes out of the printer: only the sheet, black on white. */
function Paper({ title, children }: { readonly title: string; readonly children: React.ReactNode }) {
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
    { keys: 'Esc', says: 'Back', run: back },
  ]);
  return (
    <Page
      title={title}
      actions={
        <>
          <ActButton variant="default" keys="Esc" onClick={back}>
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
    <Paper title="Lists on paper">
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

function SheetHead({ title, children }: { readonly title: string; readonly children: React.ReactNode }) {
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
function Signed() {
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
    <article className="paper-sheet">
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

const PAPER_NIGHTS = 14;

/** The grid of a sweep on paper: what should be shown, and room to write what is. */
export function SweepPaper() {
  const connectionId = useRoute((route) => route.id) ?? 0;
  const sweep = useQuery('checklists.sweep', { connectionId, nights: PAPER_NIGHTS });
  return (
    <Paper title="Sweep on paper">
      <Answered of={sweep}>
        {({ name, nights, rooms }) => (
          <article className="paper-sheet" data-wide>
            <SheetHead title={`${name}: sweep of ${count(nights.length, 'night')}`}>
              <p>
                {nights[0] ? `${dayDate(nights[0])} is the first night. ` : ''}In each cell stands what it
                should show. Write the number below it only where the extranet shows another one.
              </p>
            </SheetHead>
            <table className="paper-grid">
              <thead>
                <tr>
                  <th scope="col">Room there</th>
                  {nights.map((night) => (
                    <th key={night} scope="col" data-weekend={isWeekend(night) || undefined}>
                      {weekdayShort(dayNumber(night))}
                      <br />
                      {partsOf(dayNumber(night)).day}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rooms.map((room) => (
                  <tr key={room.roomTypeId}>
                    <th scope="row">{room.externalName}</th>
                    {room.cells.map((cell, at) => (
                      <td key={nights[at] ?? at}>
                        <b>{cell.target}</b>
                        {cell.isPending ? ' ○' : ''}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
            <p className="paper-small">○ stands on the list already and may not be entered yet.</p>
            <Signed />
          </article>
        )}
      </Answered>
    </Paper>
  );
}
