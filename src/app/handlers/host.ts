import { statSync } from 'node:fs';
import { dirname, isAbsolute } from 'node:path';
import { Refusal } from '../../domain/failure.ts';
import { commandHandler, type Handlers, type Surroundings } from '../handler.ts';

const notHere = (): Refusal => new Refusal('not-possible', 'This way of running Bellhop can not do that.');

function writeBackup({ store }: Surroundings, file: string): { file: string; bytes: number } {
  if (!isAbsolute(file))
    throw new Refusal('invalid-input', 'Give the whole path of the file.', { field: 'file' });
  if (!statSync(dirname(file), { throwIfNoEntry: false })?.isDirectory())
    throw new Refusal('file-unwritable', 'There is no such folder. Choose one that exists.', {
      field: 'file',
    });
  store.backup(file);
  return { file, bytes: statSync(file).size };
}

export const hostHandlers = {
  'host.info': (_input, { ports }) => ({
    version: ports.version,
    way: ports.way,
    hotel: ports.hotel,
    dataFolder: ports.dataFolder,
    abilities: {
      pickFolder: ports.abilities.pickFolder !== undefined,
      openExternal: ports.abilities.openExternal !== undefined,
      switchHotel: ports.abilities.switchHotel !== undefined,
    },
    secrets: ports.secrets.state(),
  }),

  'host.unlock': {
    async act({ passphrase }, { ports, announce, feeds }) {
      await ports.secrets.unlock(passphrase);
      feeds.lookAgain();
      announce(['host', 'feeds']);
      return ports.secrets.state();
    },
  },

  'host.seal': {
    async act({ passphrase }, { ports, announce }) {
      await ports.secrets.seal(passphrase);
      announce(['host', 'feeds']);
      return ports.secrets.state();
    },
  },

  'host.pickFolder': {
    async act(_input, { ports }) {
      if (!ports.abilities.pickFolder) throw notHere();
      return { folder: await ports.abilities.pickFolder() };
    },
  },

  'host.switchHotel': {
    async act({ hotel }, { ports }) {
      if (!ports.abilities.switchHotel) throw notHere();
      await ports.abilities.switchHotel(hotel);
      return { hotel };
    },
  },

  'host.backup': { act: ({ file }, here) => writeBackup(here, file) },

  'sandbox.read': (_input, { ports }) => ({
    isOn: ports.sandbox !== undefined,
    incidents: [...(ports.sandbox?.incidents ?? [])],
    beds24: ports.sandbox?.beds24?.() ?? null,
  }),

  'sandbox.plug': {
    act({ isOffline }, { ports, announce }) {
      if (!ports.sandbox?.plug) throw new Refusal('not-possible', 'Only the demo hotel has a plug to pull.');
      ports.sandbox.plug(isOffline);
      announce(['sandbox']);
      return { message: isOffline ? 'The plug is out.' : 'The plug is in again.' };
    },
  },

  'sandbox.play': commandHandler<'sandbox.play', string>({
    async prepare({ id }, { ports }) {
      if (!ports.sandbox)
        throw new Refusal('not-possible', 'Incidents can be played in the demo hotel only.');
      return ports.sandbox.play(id);
    },
    write: (_writer, _input, said) => ({ message: said, undoId: null }),
    after(_input, _output, _said, { feeds, ports }) {
      feeds
        .refresh(null, () => undefined)
        .catch((error: unknown) =>
          ports.log.warn('Reading after an incident failed', { error: String(error) }),
        );
    },
  }),
} satisfies Partial<Handlers>;
