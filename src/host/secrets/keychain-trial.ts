import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { promisify } from 'node:util';
import { openSecrets } from './open-secrets.ts';

const run = promisify(execFile);

/**
 * Run by the keychain test, as a process of its own inside a private D-Bus session: starts a real gnome-keyring, unlocked
 * with an empty password, has Bellhop keep secrets in it, and prints what it saw as one line of JSON.
 *
 * Arguments: the data folder, and `unlocked` or `absent` (no keyring is started).
 */
const SECRET = 'https://calendar.example/0123456789abcdef.ics?café';

/** Whether the keyring stands at its place on the bus. Asked earlier, the bus itself would start another, locked one. */
async function isOnBus(): Promise<boolean> {
  const question = ['org.freedesktop.DBus.NameHasOwner', 'string:org.freedesktop.secrets'];
  const bus = ['--session', '--print-reply', '--dest=org.freedesktop.DBus', '/org/freedesktop/DBus'];
  return (await run('dbus-send', [...bus, ...question])).stdout.includes('boolean true');
}

async function startKeyring(): Promise<ChildProcess> {
  const keyring = spawn('gnome-keyring-daemon', ['--unlock', '--components=secrets', '--foreground'], {
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  keyring.stdin?.end('\n');
  for (let tries = 0; !(await isOnBus()); tries += 1) {
    if (tries > 2_000) throw new Error('gnome-keyring did not come up');
  }
  return keyring;
}

async function useSecrets(dataFolder: string): Promise<unknown> {
  const open = (folderId: string, isSandbox = false) =>
    openSecrets({ dataFolder, folderId, isSandbox, passphrase: '', keychainWaitMs: 20_000 });
  const first = await open('f1');
  if (first.state().kind !== 'keychain') return { state: first.state() };
  const other = await open('f2');
  const practice = await open('f1', true);
  await first.store.set('feed/1', SECRET);
  await first.store.set('feed/1', `${SECRET}&changed`);
  await first.store.set('feed/2', 'second');
  await other.store.set('feed/1', 'of the other folder');
  await practice.store.set('feed/1', 'of practice');
  await first.store.delete('feed/2');
  await first.store.delete('feed/2');
  const again = await open('f1');
  return {
    state: first.state(),
    kept: (await again.store.get('feed/1')) === `${SECRET}&changed`,
    missing: (await again.store.get('feed/2')) === undefined,
    keys: [await again.store.keys(), await other.store.keys(), await practice.store.keys()],
    apart: [await other.store.get('feed/1'), await practice.store.get('feed/1')],
  };
}

const [dataFolder = '', mode = ''] = process.argv.slice(2);
const keyring = mode === 'unlocked' ? await startKeyring() : undefined;
try {
  process.stdout.write(JSON.stringify(await useSecrets(dataFolder)) + '\n');
} finally {
  keyring?.kill();
}
