import { ipcMain, type IpcMainInvokeEvent, type WebContents } from 'electron';
import type { Core } from '../src/app/core.ts';
import type { Reply, Request } from '../src/contract/reply.ts';
import { isOurs } from './addresses.ts';
import { CALL_CHANNEL, EVENT_CHANNEL } from './channels.ts';

const stranger: Reply<never> = {
  ok: false,
  failure: { code: 'forbidden', message: 'Only Bellhop’s own window may ask.' },
};

/** The window's own top frame, showing our own page: not a frame inside it, not a page it was led to. */
function isTrusted({ senderFrame, sender }: IpcMainInvokeEvent): boolean {
  return senderFrame !== null && senderFrame === sender.mainFrame && isOurs(senderFrame.url);
}

/** Carries calls to the core and its events to the windows. Answers how to stop. */
export function connectWindows(
  core: Pick<Core, 'dispatch' | 'subscribe'>,
  windows: () => readonly { readonly webContents: WebContents }[],
): () => void {
  ipcMain.handle(CALL_CHANNEL, (event, request: unknown) =>
    // the dispatch parses what it is given: whatever a window sends is refused there at worst
    isTrusted(event)
      ? core.dispatch(request as Request, {
          ...{ actor: 'Front desk', origin: 'desktop' },
          session: String(event.sender.id),
        })
      : stranger,
  );
  const unsubscribe = core.subscribe((event) => {
    for (const { webContents } of windows()) {
      if (!webContents.isDestroyed() && isOurs(webContents.getURL())) webContents.send(EVENT_CHANNEL, event);
    }
  });
  return () => {
    ipcMain.removeHandler(CALL_CHANNEL);
    unsubscribe();
  };
}
