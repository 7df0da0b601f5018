import { runCommand } from './use-command.ts';

/** Closes this hotel and opens the other; the window begins anew, on Today. */
export async function switchHotel(hotel: 'own' | 'demo'): Promise<void> {
  const done = await runCommand('host.switchHotel', { hotel });
  if (!done) return;
  history.replaceState(null, '', '#/today');
  location.reload();
}
