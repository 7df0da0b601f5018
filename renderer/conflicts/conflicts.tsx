import { useRoute } from '../core/route.ts';
import { ConflictPage } from './conflict-page.tsx';
import { Inbox } from './inbox.tsx';

/** The inbox, or the page of one conflict. */
export function Conflicts() {
  const id = useRoute((route) => route.id);
  return id === null ? <Inbox /> : <ConflictPage key={id} id={id} />;
}
