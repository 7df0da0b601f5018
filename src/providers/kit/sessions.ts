import type { Clock } from '../../domain/clock.ts';
import type { Outcome, SessionToken } from './provider.ts';

/** Renewed so long before its end, or after nine tenths of its life where that is shorter. */
const LONGEST_MARGIN_MS = 5 * 60_000;
const MARGIN_SHARE = 0.1;

export type OpenSession = () => Promise<Outcome<SessionToken>>;

export interface Sessions {
  /**
   * What calls of a connection are made with. `open` is called by one of all who wait, and only where nothing usable is
   * kept; the others get what it got, also its failure. `stale`: the token that was just refused, not to be given again.
   */
  take(
    connectionId: number,
    open: OpenSession,
    options: { readonly signal: AbortSignal; readonly stale?: SessionToken },
  ): Promise<Outcome<SessionToken>>;
  /** After credentials were changed or taken away: nothing of before is used again. */
  forget(connectionId: number): void;
}

interface Kept {
  readonly token: SessionToken;
  readonly renewAt: number;
}

/** Sessions live in memory only, one for each connection. */
export function createSessions({ clock }: { readonly clock: Clock }): Sessions {
  const kept = new Map<number, Kept>();
  const opening = new Map<number, Promise<Outcome<SessionToken>>>();
  /** How often a connection was forgotten. */
  const forgotten = new Map<number, number>();

  function keep(connectionId: number, token: SessionToken): void {
    const life = token.expiresAt - clock.now();
    const margin = Math.min(LONGEST_MARGIN_MS, Math.max(0, life) * MARGIN_SHARE);
    kept.set(connectionId, { token, renewAt: token.expiresAt - margin });
  }

  function openOnce(connectionId: number, open: OpenSession): Promise<Outcome<SessionToken>> {
    const running = opening.get(connectionId);
    if (running) return running;
    const started = open().then((outcome) => {
      // forgotten meanwhile: it was opened with credentials that are not to be used any more
      if (opening.get(connectionId) !== started) return outcome;
      opening.delete(connectionId);
      if (outcome.ok) keep(connectionId, outcome.value);
      return outcome;
    });
    opening.set(connectionId, started);
    return started;
  }

  function stillGood(connectionId: number, stale: SessionToken | undefined): SessionToken | undefined {
    const token = kept.get(connectionId)?.token;
    return token && token !== stale && clock.now() < token.expiresAt ? token : undefined;
  }

  return {
    async take(connectionId, open, { signal, stale }) {
      if (stale && kept.get(connectionId)?.token === stale) kept.delete(connectionId);
      for (;;) {
        const found = kept.get(connectionId);
        if (found && clock.now() < found.renewAt) return { ok: true, value: found.token };
        const times = forgotten.get(connectionId);
        const outcome = await openOnce(connectionId, open);
        if (forgotten.get(connectionId) !== times && !signal.aborted) continue;
        if (outcome.ok) return outcome;
        // who opened it was called off, which is no reason for the others to stop
        if (outcome.failure.code === 'cancelled' && !signal.aborted) continue;
        const token = stillGood(connectionId, stale);
        return token ? { ok: true, value: token } : outcome;
      }
    },
    forget(connectionId) {
      kept.delete(connectionId);
      opening.delete(connectionId);
      forgotten.set(connectionId, (forgotten.get(connectionId) ?? 0) + 1);
    },
  };
}
