import type { Chance } from '../domain/chance.ts';
import type { Clock } from '../domain/clock.ts';
import type { Log } from '../domain/log.ts';
import type { PinHasher } from '../domain/person-pin.ts';
import type { SecretStore } from '../domain/secret-store.ts';
import type { ApiTransport } from '../providers/kit/api-http.ts';
import type { Store } from '../store/database.ts';
import type { HostInfo } from '../contract/host.ts';

/** The secrets of this data folder, and what a person can do about them. */
export interface Secrets {
  readonly store: SecretStore;
  state(): HostInfo['secrets'];
  unlock(passphrase: string): Promise<void>;
  /** Keeps a secret for this run only, before what is kept. Only the command line lends. */
  lend?(key: string, value: string): void;
  seal(passphrase: string): Promise<void>;
}

/** What only some hosts can do; absent where they can not. */
export interface HostAbilities {
  pickFolder?: () => Promise<string | null>;
  openExternal?: (address: string) => Promise<void>;
  switchHotel?: (hotel: 'own' | 'demo') => Promise<void>;
}

/** The sandbox beside the core in the demo hotel. */
export interface SandboxControls {
  readonly incidents: readonly { id: string; title: string; story: string }[];
  /** Plays an incident and answers what happened, in words. */
  play(id: string): Promise<string>;
  /** The simulated channel manager, to practise connecting. */
  beds24?(): { baseUrl: string; inviteCode: string; isOffline: boolean };
  plug?(isOffline: boolean): void;
}

/** Pictures beside the database, each under the digest of its bytes. */
export interface PictureFiles {
  /** Keeping the same twice keeps it once. */
  put(digest: string, bytes: Uint8Array): Promise<void>;
  /** Undefined where the file is gone, or is not the one that was kept. */
  read(digest: string): Promise<Uint8Array | undefined>;
}

/** All that a host supplies. The core takes nothing else from the world. */
export interface Ports {
  readonly way: HostInfo['way'];
  readonly hotel: HostInfo['hotel'];
  readonly version: string;
  readonly dataFolder: string;
  readonly migrationsFolder: string;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
  readonly secrets: Secrets;
  readonly abilities: HostAbilities;
  readonly sandbox?: SandboxControls;
  /** Feeds may be fetched from this computer itself: only the demo, the tests and an explicit wish of the command line. */
  readonly allowsLoopback: boolean;
  /** Where exported feeds are served, `http://127.0.0.1:8417/feeds/`; null where nothing serves them. */
  readonly feedOrigin: () => string | null;
  /** Carries requests to channels; the network, where it is left out. Simulations put their channels here. */
  readonly transport?: ApiTransport;
  /** Where pictures of extranets are kept; without it none can be added. */
  readonly pictures?: PictureFiles;
  /** Makes PINs slow to guess; without it nobody can choose one. */
  readonly pinHasher?: PinHasher;
  /** The operating system's account has confirmed, at this computer, that it is its owner who sits here. */
  readonly confirmOwner?: () => Promise<boolean>;
  /** Opens the database; a real file as always, where it is left out. Simulations break it on purpose. */
  readonly openStore?: (file: string, migrationsFolder: string) => Store;
}
