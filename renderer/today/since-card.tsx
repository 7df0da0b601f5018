import { Card } from '../ui/card.tsx';
import classes from './today.module.css';

/** What happened in the last twelve hours, in one breath. */
export function SinceCard({ since }: { readonly since: readonly string[] }) {
  return (
    <Card title="Since the last shift">
      <p className={classes['quiet']}>{since.length === 0 ? 'Nothing changed.' : since.join(' · ')}</p>
    </Card>
  );
}
