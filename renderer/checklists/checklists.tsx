import { useRoute } from '../core/route.ts';
import { Lists } from './lists.tsx';
import { Run } from './run.tsx';

/** What people enter by hand: the lists, or the one that is open. */
export function Checklists() {
  const id = useRoute((route) => route.id);
  return id === null ? <Lists /> : <Run key={id} taskId={id} />;
}
