import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** How this operating system opens an address; null where nobody sits in front of it. */
function opener(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): readonly [string, ...string[]] | null {
  if (env['CI'] || env['SSH_CONNECTION']) return null;
  if (platform === 'darwin') return ['open'];
  if (platform === 'win32') return ['cmd', '/c', 'start', ''];
  return env['DISPLAY'] || env['WAYLAND_DISPLAY'] ? ['xdg-open'] : null;
}

/**
 * Opens the address in the person's browser where there is one, and answers whether it tried. Never fails. The address
 * goes through a page in the data folder that only this user may read: what stands in a command's arguments is seen by
 * every user of the computer, and the secret is part of the address.
 */
export function openBrowser(address: string, folder: string, env = process.env): boolean {
  const command = opener(env, process.platform);
  if (!command) return false;
  try {
    const page = join(folder, 'open-bellhop.html');
    writeFileSync(page, `<!doctype html><meta http-equiv="refresh" content="0;url=${address}">\n`, {
      mode: 0o600,
    });
    const child = spawn(command[0], [...command.slice(1), pathToFileURL(page).href], {
      stdio: 'ignore',
      detached: true,
    });
    child.on('error', () => undefined);
    child.unref();
    return true;
  } catch {
    return false;
  }
}
