// electron-builder calls this when the program is laid out and before it is signed.
import { join } from 'node:path';
import { flipFuses } from '@electron/fuses';
import { fuses } from './fuses.mjs';

const programOf = ({ appOutDir, electronPlatformName, packager }) => {
  const name = packager.appInfo.productFilename;
  if (electronPlatformName === 'darwin' || electronPlatformName === 'mas')
    return join(appOutDir, `${name}.app`);
  if (electronPlatformName === 'win32') return join(appOutDir, `${name}.exe`);
  return join(appOutDir, packager.executableName);
};

export async function afterPack(context) {
  const isAppleSilicon = context.electronPlatformName === 'darwin' && context.arch === 3;
  // changed bytes void the ad-hoc signature, without which macOS does not start a program on its own processors
  await flipFuses(programOf(context), { ...fuses, resetAdHocDarwinSignature: isAppleSilicon });
}
