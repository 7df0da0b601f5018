import { beforeEach, expect, it } from 'vitest';
import type { CoreEvent } from '../contract/events.ts';
import { Refusal } from '../domain/failure.ts';
import { openHotelSwitch } from './hotel-switch.ts';
import type { OpenHotel, OpenOptions } from './open-core.ts';

let story: string[];
let emit: (event: CoreEvent) => void;
let refuseDemo: boolean;
beforeEach(() => {
  story = [];
  refuseDemo = false;
});

const caller = { actor: 'Ana', origin: 'test' } as const;
const switchTo = (hotel: string) => ({ name: 'host.switchHotel', input: { hotel } });

/** A hotel that says what happens to it. */
async function open(options: OpenOptions): Promise<OpenHotel> {
  const { hotel, abilities } = options;
  if (hotel === 'demo' && refuseDemo) throw new Refusal('data-folder-in-use', 'Taken.');
  story.push(`open ${hotel}`);
  const listeners = new Set<(event: CoreEvent) => void>();
  emit = (event) => listeners.forEach((listen) => listen(event));
  return {
    hotel,
    folder: '',
    async stop() {
      story.push(`close ${hotel}`);
    },
    core: {
      async dispatch({ name, input }) {
        if (name === 'host.switchHotel') {
          await abilities?.switchHotel?.((input as { hotel: 'own' | 'demo' }).hotel);
          story.push(`${hotel} answers the switch`);
        }
        return { ok: true, value: hotel };
      },
      subscribe(listen) {
        listeners.add(listen);
        return () => void listeners.delete(listen);
      },
      start: () => void story.push(`start ${hotel}`),
      stop: () => Promise.resolve(),
      serveFeed: () => undefined,
      receiveWebhook: () => Promise.resolve('no-such-connection'),
      webhookLine: () => Promise.resolve(null),
    },
  };
}

it('opens the other hotel first and closes the old one when it has answered', async () => {
  const hotels = await openHotelSwitch({ way: 'browser', hotel: 'own', data: '' }, open);
  hotels.start();
  await hotels.dispatch(switchTo('demo'), caller);
  expect(hotels.hotel()).toBe('demo');
  expect(await hotels.dispatch({ name: 'host.info', input: {} }, caller)).toEqual({
    ok: true,
    value: 'demo',
  });
  await hotels.stop();
  expect(story).toEqual([
    'open own',
    'start own',
    'open demo',
    'start demo',
    'own answers the switch',
    'close own',
    'close demo',
  ]);
});

it('tells the windows to ask again, and counts on', async () => {
  const hotels = await openHotelSwitch({ way: 'browser', hotel: 'own', data: '' }, open);
  const heard: CoreEvent[] = [];
  hotels.subscribe((event) => heard.push(event));
  emit({ type: 'changed', seq: 700, topics: ['feeds'] });
  await hotels.dispatch(switchTo('demo'), caller);
  emit({ type: 'changed', seq: 1, topics: ['feeds'] });
  expect(heard.map(({ type, seq }) => [type, seq])).toEqual([
    ['changed', 1],
    ['hello', 2],
    ['changed', 3],
    ['changed', 4],
  ]);
  await hotels.stop();
});

it('stays where it is when the other hotel cannot be opened', async () => {
  const hotels = await openHotelSwitch({ way: 'browser', hotel: 'own', data: '' }, open);
  refuseDemo = true;
  await expect(hotels.dispatch(switchTo('demo'), caller)).rejects.toMatchObject({
    failure: { code: 'data-folder-in-use' },
  });
  expect(hotels.hotel()).toBe('own');
  refuseDemo = false;
  await hotels.dispatch(switchTo('demo'), caller);
  expect(hotels.hotel()).toBe('demo');
  await hotels.stop();
});

it('takes two wishes at once one after the other', async () => {
  const hotels = await openHotelSwitch({ way: 'browser', hotel: 'own', data: '' }, open);
  await Promise.all([hotels.dispatch(switchTo('demo'), caller), hotels.dispatch(switchTo('demo'), caller)]);
  await hotels.stop();
  expect(story.filter((line) => line === 'open demo')).toHaveLength(1);
});
