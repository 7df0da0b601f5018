import type { Core } from '../app/core.ts';
import type { Ports, SandboxControls, Secrets } from '../app/ports.ts';
import type { Client } from '../contract/client.ts';
import { dateInZone } from '../domain/stay-date.ts';
import { type DemoBeds24, startDemoBeds24 } from '../sandbox/demo-beds24.ts';
import { demoHotel, type DemoHotel } from '../sandbox/demo-hotel.ts';
import { demoIncidents } from '../sandbox/incidents.ts';
import { type Sandbox, startSandbox } from '../sandbox/server.ts';
import { seedDesk, seedFeeds } from '../testing/seed-hotel.ts';
import { keepByHand } from './demo-by-hand.ts';
import { beds24Controls, deskOf, hearBeds24 } from './demo-channels.ts';
import { createMemorySecrets } from './secrets/memory.ts';

const ZONE = 'Europe/Lisbon';
/** How often the simulated channels look what has become due: imports from each other, ends of an outage. */
const TICK_MS = 15_000;

/** The demo's feed addresses lead to this computer and mean nothing tomorrow: memory is the right place. */
function demoSecrets(): Secrets {
  return {
    store: createMemorySecrets(),
    state: () => ({ kind: 'memory', isLocked: false, note: null }),
    unlock: () => Promise.resolve(),
    seal: () => Promise.resolve(),
  };
}

/** Lets time pass at the channels. Answers how to stop it. */
function keepTicking(sandbox: Sandbox, clock: Ports['clock']): () => void {
  let callOff: () => void = () => undefined;
  let isOver = false;
  const again = (): void => {
    if (isOver) return;
    callOff = clock.after(TICK_MS, () => {
      sandbox
        .tick()
        .catch(() => undefined)
        .finally(again);
    });
  };
  again();
  return () => {
    isOver = true;
    callOff();
  };
}

function controlsOf(
  sandbox: Sandbox,
  hotel: DemoHotel,
  beds24: DemoBeds24,
  clock: Ports['clock'],
  core: () => Core | undefined,
): SandboxControls {
  const desk = (): Client | undefined => {
    const opened = core();
    return opened && deskOf(opened);
  };
  const manager = beds24Controls(beds24, clock, desk);
  const incidents = demoIncidents(hotel);
  return {
    ...manager,
    incidents: [...incidents.map(({ id, title, story }) => ({ id, title, story })), ...manager.incidents],
    async play(id) {
      const said = await manager.play(id);
      if (said !== undefined) return said;
      const incident = incidents.find((one) => one.id === id);
      if (!incident) return 'There is no such incident. Nothing happened.';
      return (await incident.play(sandbox)).said;
    },
  };
}

/**
 * Opens the demo hotel in a folder that holds nothing yet: starts its channels on loopback, writes the desk's eighteen
 * months, opens the core and adds the feeds. The one door to sandbox and testing.
 */
export async function openDemo(
  ports: Omit<Ports, 'secrets'>,
  createCore: (ports: Ports) => Promise<Core>,
): Promise<{ core: Core; stop: () => Promise<void> }> {
  const { clock, dataFolder, migrationsFolder } = ports;
  const hotel = demoHotel(dateInZone(clock.now(), ZONE), ZONE);
  seedDesk({ folder: dataFolder, migrationsFolder, now: clock.now() }, hotel);
  const sandbox = await startSandbox({ clock, zone: ZONE });
  let beds24: DemoBeds24 | undefined;
  let core: Core | undefined;
  let stopHearing = (): Promise<void> => Promise.resolve();
  try {
    await hotel.load(sandbox);
    beds24 = await startDemoBeds24(hotel, sandbox, clock);
    core = await createCore({
      ...ports,
      secrets: demoSecrets(),
      sandbox: controlsOf(sandbox, hotel, beds24, clock, () => core),
    });
    await seedFeeds(core, hotel, sandbox.origin);
    await keepByHand(deskOf(core));
    stopHearing = await hearBeds24(core, beds24);
  } catch (error) {
    await core?.stop();
    await beds24?.server.close();
    await sandbox.close();
    throw error;
  }
  const opened = core;
  const manager = beds24;
  const stopTicking = keepTicking(sandbox, clock);
  return {
    core: opened,
    async stop() {
      stopTicking();
      await stopHearing();
      await opened.stop();
      await manager.server.close();
      await sandbox.close();
    },
  };
}
