import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Failure } from '../../src/domain/failure.ts';
import { ActButton } from './act-button.tsx';
import { FailureWords } from './failure-words.tsx';
import classes from './ui.module.css';

/** Grey lines in the place of what is on its way. */
export function Loading({ lines = 4 }: { readonly lines?: number }) {
  return (
    <div className={classes['loading']} role="status" aria-label="Loading">
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} height={18} width={`${90 - ((line * 17) % 45)}%`} radius="sm" />
      ))}
    </div>
  );
}

/** A screen or card that could not be read, with the way to ask again. */
export function FailureState({
  failure,
  onAgain,
}: {
  readonly failure: Failure;
  readonly onAgain?: () => void;
}) {
  return (
    <div className={classes['state']} role="alert">
      <h2>This could not be shown</h2>
      <FailureWords failure={failure} />
      {onAgain ? (
        <ActButton variant="default" onClick={onAgain}>
          Ask again
        </ActButton>
      ) : null}
    </div>
  );
}

interface EmptyStateProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
  readonly sign?: ReactNode;
}

/** Nothing here yet: says what belongs here and how to begin. */
export function EmptyState({ title, children, actions, sign }: EmptyStateProps) {
  return (
    <div className={classes['state']}>
      {sign ? <div className={classes['stateSign']}>{sign}</div> : null}
      <h2>{title}</h2>
      <div className={classes['stateWords']}>{children}</div>
      {actions ? <div className={classes['stateActions']}>{actions}</div> : null}
    </div>
  );
}

interface Answer<T> {
  readonly value: T | undefined;
  readonly failure: Failure | undefined;
  readonly refetch: () => void;
}

/** Above an answer that could not be renewed: nothing old may look fresh. */
function Old({ failure, onAgain }: { readonly failure: Failure; readonly onAgain: () => void }) {
  return (
    <div className={classes['old']} role="alert">
      <span>This may be old. {failure.message}</span>
      <ActButton size="xs" variant="default" onClick={onAgain}>
        Ask again
      </ActButton>
    </div>
  );
}

/** Shows the answer of a query: loading, failed, or (also while a newer answer failed) the latest good one. */
export function Answered<T>({
  of,
  lines,
  children,
}: {
  readonly of: Answer<T>;
  readonly lines?: number;
  readonly children: (value: T) => ReactNode;
}) {
  if (of.value !== undefined)
    return (
      <>
        {of.failure ? <Old failure={of.failure} onAgain={of.refetch} /> : null}
        {children(of.value)}
      </>
    );
  if (of.failure) return <FailureState failure={of.failure} onAgain={of.refetch} />;
  return <Loading {...(lines === undefined ? {} : { lines })} />;
}
