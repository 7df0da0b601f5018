import { CloseButton } from '@mantine/core';
import { closeDrawer } from './desk.ts';

/** At the head of what the drawer shows. */
export function CloseDrawer() {
  return <CloseButton size={32} aria-label="Close the details" title="Esc" onClick={closeDrawer} />;
}
