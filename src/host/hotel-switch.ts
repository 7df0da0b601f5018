import type { Core } from '../app/core.ts';
import { type CoreEvent, TOPICS } from '../contract/events.ts';
import type { HostInfo } from '../contract/host.ts';
import { type OpenHotel, openHotel, type OpenOptions } from './open-core.ts';

/** A core that may change the hotel behind it: what the windows hold on to while own and demo hotel take turns. */
export interface HotelSwitch extends Core {
  hotel(): HostInfo['hotel'];
}

/**
 * Opens the wished hotel and offers it as one core. `host.switchHotel` opens the other one first, so that a refusal
 * leaves everything as it was; the old one closes when its last call has been answered. Windows hear `hello`.
 */
export async function openHotelSwitch(
  options: OpenOptions,
  open: (options: OpenOptions) => Promise<OpenHotel> = openHotel,
): Promise<HotelSwitch> {
  const listeners = new Set<(event: CoreEvent) => void>();
  let seq = 0;
  const tell = (event: CoreEvent): void => {
    seq += 1;
    for (const listen of [...listeners]) listen({ ...event, seq });
  };
  let isStarted = false;
  let switching: Promise<void> = Promise.resolve();
  const openOne = (hotel: HostInfo['hotel']): Promise<OpenHotel> =>
    open({ ...options, hotel, abilities: { ...options.abilities, switchHotel } });
  const attach = (opened: OpenHotel): Attached => ({
    opened,
    unsubscribe: opened.core.subscribe(tell),
    calls: new Set(),
  });

  async function switchHotel(hotel: HostInfo['hotel']): Promise<void> {
    const turn = switching.then(async () => {
      if (current.opened.hotel === hotel) return;
      const next = attach(await openOne(hotel));
      const old = current;
      current = next;
      old.unsubscribe();
      if (isStarted) next.opened.core.start();
      tell({ type: 'hello', seq: 0 });
      tell({ type: 'changed', seq: 0, topics: [...TOPICS] });
      leaving = Promise.all([leaving, closeWhenAnswered(old)]);
    });
    switching = turn.catch(() => undefined);
    return turn;
  }

  let current = attach(await openOne(options.hotel));
  let leaving: Promise<unknown> = Promise.resolve();
  return {
    hotel: () => current.opened.hotel,
    dispatch(request, caller) {
      const { calls, opened } = current;
      const call = opened.core.dispatch(request, caller);
      calls.add(call);
      return call.finally(() => calls.delete(call));
    },
    subscribe(listen) {
      listeners.add(listen);
      return () => void listeners.delete(listen);
    },
    start() {
      isStarted = true;
      current.opened.core.start();
    },
    async stop() {
      await switching;
      current.unsubscribe();
      await Promise.all([leaving, current.opened.stop()]);
    },
    serveFeed: (token, userAgent) => current.opened.core.serveFeed(token, userAgent),
    receiveWebhook: (connectionId, raw) => current.opened.core.receiveWebhook(connectionId, raw),
    webhookLine: (connectionId) => current.opened.core.webhookLine(connectionId),
  };
}

interface Attached {
  readonly opened: OpenHotel;
  readonly unsubscribe: () => void;
  readonly calls: Set<Promise<unknown>>;
}

/** The call that asked for the switch is itself among those to be answered first. */
async function closeWhenAnswered({ calls, opened }: Attached): Promise<void> {
  while (calls.size > 0) await Promise.allSettled([...calls]);
  await opened.stop();
}
