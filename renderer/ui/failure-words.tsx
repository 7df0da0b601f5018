import type { Failure } from '../../src/domain/failure.ts';
import classes from './ui.module.css';

const detailLines = (failure: Failure): string[] =>
  Object.entries(failure.details ?? {}).map(
    ([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );

/** What went wrong in words; the code stands small behind "Details". */
export function FailureWords({ failure }: { readonly failure: Failure }) {
  return (
    <div className={classes['failure']}>
      <div>{failure.message}</div>
      <details>
        <summary>Details</summary>
        <code>
          {failure.code}
          {detailLines(failure).map((line) => (
            <span key={line}>
              <br />
              {line}
            </span>
          ))}
        </code>
      </details>
    </div>
  );
}
