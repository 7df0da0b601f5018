import { useConnection } from '../core/connection.ts';
import classes from './shell.module.css';

const WORDS = {
  lost: 'Bellhop does not answer. What you see may be old; trying again by itself.',
  refused:
    'This tab belongs to an earlier start of Bellhop. Open the address that Bellhop printed last, with all that stands behind the #.',
} as const;

/** Says when the core is out of reach: nothing stale may look fresh. */
export function ConnectionBar() {
  const state = useConnection((connection) => connection.state);
  if (state !== 'lost' && state !== 'refused') return null;
  return (
    <div className={classes['connection']} role="alert">
      {WORDS[state]}
    </div>
  );
}
