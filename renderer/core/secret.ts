const KEY = 'bellhop.secret';

const inHash = (hash: string): string | undefined => {
  const text = hash.replace(/^#/, '');
  return text !== '' && !text.startsWith('/') ? text : undefined;
};

/**
 * The secret that the host printed behind `#`. It is kept for this tab only and taken out of the address bar at once, so
 * that neither the history nor a look over the shoulder tells it. Empty where there is none.
 */
export function takeSecret(): string {
  const fresh = inHash(location.hash);
  if (fresh !== undefined) {
    sessionStorage.setItem(KEY, fresh);
    history.replaceState(null, '', `${location.pathname}${location.search}`);
  }
  // the same address with a newer secret, pasted into a tab that is already open, changes only the hash
  addEventListener('hashchange', () => {
    if (inHash(location.hash) !== undefined) location.reload();
  });
  return sessionStorage.getItem(KEY) ?? '';
}
