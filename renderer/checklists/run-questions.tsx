import { TextInput } from '@mantine/core';
import { useId } from 'react';
import type { RunStepView } from '../../src/contract/checklists.ts';
import { KeyCap } from '../ui/key-cap.tsx';
import { answerKey, answerOf } from './entry.ts';
import classes from './run.module.css';
import type { RunDesk } from './use-run.ts';

type Question = RunStepView['questions'][number];
interface QuestionsProps {
  readonly desk: RunDesk;
  readonly step: RunStepView;
  readonly onTick: () => void;
}

/** What a step asks beside its numbers. What is usually so is answered already: Enter leaves it at that. */
export function RunQuestions({ desk, step, onTick }: QuestionsProps) {
  const first = step.questions.find(({ kind }) => kind === 'yes-no');
  return step.questions.map((question) => {
    const give = (value: string | boolean): void =>
      desk.type({
        ...desk.typed,
        answers: { ...desk.typed.answers, [answerKey(step, question.key)]: value },
      });
    const answer = answerOf(step, question.key, desk.typed);
    const problem = desk.problems.find(({ field }) => field === question.key)?.words;
    return question.kind === 'yes-no' ? (
      <YesNo
        key={question.key}
        question={question}
        answer={answer}
        problem={problem}
        isKeyed={question === first}
        onGive={give}
      />
    ) : (
      <TextInput
        key={question.key}
        className={classes['written'] ?? ''}
        size="md"
        label={question.isOptional ? `${question.words} (if there is one)` : question.words}
        inputMode={question.kind === 'count' ? 'numeric' : 'text'}
        error={problem}
        value={typeof answer === 'string' ? answer : ''}
        onChange={(event) => give(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur();
          if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
          event.preventDefault();
          onTick();
        }}
      />
    );
  });
}

interface YesNoProps {
  readonly question: Question;
  readonly answer: string | boolean | null;
  readonly problem: string | undefined;
  readonly isKeyed: boolean;
  readonly onGive: (value: boolean) => void;
}

function YesNo({ question, answer, problem, isKeyed, onGive }: YesNoProps) {
  const id = useId();
  const isUnusual = question.usual !== null && answer === !question.usual;
  return (
    <div
      className={classes['question']}
      role="radiogroup"
      aria-labelledby={id}
      data-unusual={isUnusual || undefined}
    >
      <span id={id} className={classes['questionWords']}>
        {question.words}
        {problem ? <span className={classes['offWords']}> {problem}</span> : null}
      </span>
      {[true, false].map((value) => (
        <button
          key={String(value)}
          type="button"
          role="radio"
          aria-checked={answer === value}
          className={classes['answer']}
          onClick={() => onGive(value)}
        >
          {value ? 'Yes' : 'No'}
          {isKeyed ? <KeyCap keys={value ? 'Y' : 'N'} /> : null}
        </button>
      ))}
    </div>
  );
}
