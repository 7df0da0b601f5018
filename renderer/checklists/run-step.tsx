import { useEffect, useRef, useState } from 'react';
import type { RunStepView } from '../../src/contract/checklists.ts';
import { copyText } from '../core/copy-text.ts';
import { type KeyAct, useKeys } from '../core/keys.ts';
import { matchesKey } from '../core/key-match.ts';
import { go } from '../core/route.ts';
import { ActButton } from '../ui/act-button.tsx';
import { KeyCap } from '../ui/key-cap.tsx';
import { answerKey } from './entry.ts';
import { cutAtValues } from './checklist-words.ts';
import { Reason } from './reason.tsx';
import { RunNights } from './run-nights.tsx';
import { RunQuestions } from './run-questions.tsx';
import { RunSaid } from './run-said.tsx';
import classes from './run.module.css';
import { useEnter } from './use-enter.ts';
import type { RunDesk } from './use-run.ts';

const COPY_KEYS = ['C', 'V', 'B', 'M', 'G', 'H'] as const;
type Asking = 'skip' | 'differs' | null;

interface RunStepProps {
  readonly desk: RunDesk;
  readonly step: RunStepView;
}

/** The step that is to be done now, large: what to do there, what to type, what to look at. */
export function RunStep({ desk, step }: RunStepProps) {
  const { run } = desk;
  const [asking, setAsking] = useState<Asking>(null);
  const [copied, setCopied] = useState<string | null>(null);
  const part = useRef<HTMLElement>(null);
  useFirstFocus(part, desk);
  const acts = actsOf(desk, step, setAsking, setCopied, asking === null);
  useKeys('This step', acts);
  const isAhead = step.state === 'open' && run.current !== null && step.key !== run.current;
  const next = isAhead ? () => desk.show(null) : desk.tick;
  useEnter(asking === null && typeof desk.said?.holder !== 'string' ? next : undefined);
  const onKey = (event: React.KeyboardEvent): void => {
    // letters are acts in a field for numbers too
    if (!(event.target instanceof HTMLElement) || event.target.dataset['numbers'] === undefined) return;
    const act = acts.find(({ keys, run: does }) => does && matchesKey(event, keys));
    if (!act) return;
    event.preventDefault();
    act.run?.();
  };
  const at = run.run.indexOf(step) + 1;
  return (
    <section ref={part} className={classes['step']} aria-labelledby="run-step" onKeyDown={onKey}>
      <p className={classes['where']}>
        Step {at} of {run.run.length} · {step.screen}
      </p>
      <h2 id="run-step" tabIndex={-1} className={classes['title']}>
        {step.title}
      </h2>
      <p className={classes['text']}>
        {cutAtValues(
          step.text,
          step.copies.map(({ value }) => value),
        ).map((piece, index) => (index % 2 === 1 ? <b key={index}>{piece}</b> : piece))}
      </p>
      {step.hints.map((hint) => (
        <p key={hint} className={classes['hint']}>
          {hint}
        </p>
      ))}
      <Copies step={step} copied={copied} onCopy={(value) => void copy(value, setCopied)} />
      <RunNights desk={desk} step={step} onTick={next} />
      <RunQuestions desk={desk} step={step} onTick={next} />
      <RunSaid desk={desk} />
      {asking === null ? (
        <StepActs desk={desk} isAhead={isAhead} onNext={next} onAsk={setAsking} />
      ) : (
        <Reason
          key={asking}
          {...REASONS[asking]}
          onGive={(words) => void desk[asking](words).then((done) => done && setAsking(null))}
          onLeave={() => setAsking(null)}
        />
      )}
    </section>
  );
}

const REASONS = {
  differs: {
    label: 'What do you see there?',
    hint: 'The list stops here and says what to do first. What you have typed is kept.',
    act: 'Stop, this differs',
  },
  skip: {
    label: 'Why is this step left out?',
    hint: 'Without a look at the numbers the list ends as “done, not proven”.',
    act: 'Leave it out',
  },
} as const;

/** The first field, or the heading: whoever listens hears the step, and the keys work. */
function useFirstFocus(part: React.RefObject<HTMLElement | null>, { problems, said }: RunDesk): void {
  useEffect(() => {
    const field = part.current?.querySelector<HTMLElement>('[data-numbers], input[type="text"]');
    (field ?? part.current?.querySelector<HTMLElement>('h2'))?.focus({ preventScroll: true });
    part.current?.parentElement?.parentElement?.scrollTo({ top: 0 });
  }, [part]);
  useEffect(() => {
    if (problems.length > 0) part.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [part, problems]);
  useEffect(() => {
    // a question takes Enter for its answer, also out of a field
    if (said) part.current?.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true });
  }, [part, said]);
}

async function copy(value: string, tell: (value: string | null) => void): Promise<void> {
  tell((await copyText(value)) ? value : null);
}

function actsOf(
  desk: RunDesk,
  step: RunStepView,
  ask: (asking: Asking) => void,
  copied: (value: string | null) => void,
  isFree: boolean,
): KeyAct[] {
  if (!isFree) return [{ keys: 'Esc', says: 'Back to the step', run: () => ask(null) }];
  const leave = desk.said ? desk.takeBack : desk.pause;
  const open = step.questions.filter(({ kind }) => kind === 'yes-no');
  const first = open.find(({ key }) => desk.typed.answers[answerKey(step, key)] === undefined) ?? open[0];
  const answer = (value: boolean): void => {
    if (!first) return;
    const answers = { ...desk.typed.answers, [answerKey(step, first.key)]: value };
    desk.type({ ...desk.typed, answers });
  };
  const link = step.links[0];
  return [
    { keys: 'Enter', says: 'Done, next' },
    ...step.copies.slice(0, COPY_KEYS.length).map(({ label, value }, index) => ({
      keys: COPY_KEYS[index] ?? '',
      says: `Copy: ${label}`,
      run: () => void copy(value, copied),
    })),
    ...(first
      ? [
          { keys: 'Y', says: `Yes: ${first.words}`, run: () => answer(true) },
          { keys: 'N', says: `No: ${first.words}`, run: () => answer(false) },
        ]
      : []),
    ...(link
      ? [
          {
            keys: 'O',
            says: `Open: ${link.label}`,
            run: () => void window.open(link.href, '_blank', 'noopener'),
          },
        ]
      : []),
    { keys: 'D', says: 'What I see differs', run: () => ask('differs') },
    { keys: 'S', says: 'Leave this step out', run: () => ask('skip') },
    { keys: 'P', says: 'Print this list', run: () => go('lists/print', desk.run.id) },
    { keys: 'Esc', says: desk.said ? 'Back to the step' : 'Pause, back to the lists', run: leave },
  ];
}

interface CopiesProps {
  readonly step: RunStepView;
  readonly copied: string | null;
  readonly onCopy: (value: string) => void;
}

/** What has to be typed or looked for there, each one press from the clipboard; and the pages to open. */
function Copies({ step, copied, onCopy }: CopiesProps) {
  if (step.copies.length + step.links.length === 0) return null;
  return (
    <div className={classes['copies']}>
      {step.copies.map(({ label, value }, index) => (
        <button
          key={label}
          type="button"
          className={classes['chip']}
          aria-label={`Copy ${label}: ${value}`}
          title={`${label}: copies it`}
          onClick={() => onCopy(value)}
        >
          <span>{value}</span>
          {copied === value ? (
            <span className={classes['copied']}>copied</span>
          ) : index < COPY_KEYS.length ? (
            <KeyCap keys={COPY_KEYS[index] ?? ''} />
          ) : null}
        </button>
      ))}
      {step.links.map(({ label, href }, index) => (
        <a key={href} className={classes['pageLink']} href={href} target="_blank" rel="noreferrer noopener">
          {label}
          {index === 0 ? <KeyCap keys="O" /> : null}
        </a>
      ))}
      <span role="status" className={classes['hidden']}>
        {copied === null ? '' : `${copied} is copied`}
      </span>
    </div>
  );
}

interface StepActsProps {
  readonly desk: RunDesk;
  readonly isAhead: boolean;
  readonly onNext: () => void;
  readonly onAsk: (asking: Asking) => void;
}

function StepActs({ desk, isAhead, onNext, onAsk }: StepActsProps) {
  if (typeof desk.said?.holder === 'string') return null;
  const { said, run, step } = desk;
  const next = isAhead
    ? 'To the step that is next'
    : said?.type === 'asks'
      ? 'Yes, go on'
      : run.current === null
        ? 'Finish'
        : step?.state === 'open'
          ? 'Next'
          : 'Save it again';
  return (
    <div className={classes['acts']}>
      <ActButton size="lg" keys="Enter" aria-disabled={desk.isBusy} onClick={onNext}>
        {next}
      </ActButton>
      <ActButton size="lg" variant="default" keys="D" onClick={() => onAsk('differs')}>
        What I see differs
      </ActButton>
      <ActButton size="lg" variant="default" keys="S" onClick={() => onAsk('skip')}>
        Leave out
      </ActButton>
      {said ? (
        <ActButton size="lg" variant="default" keys="Esc" onClick={desk.takeBack}>
          No, back
        </ActButton>
      ) : (
        <ActButton size="lg" variant="default" keys="Esc" onClick={desk.pause}>
          Pause
        </ActButton>
      )}
    </div>
  );
}
