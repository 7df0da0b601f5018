import { contextBridge, ipcRenderer } from 'electron';
import type { CoreEvent } from '../src/contract/events.ts';
import type { Reply, Request } from '../src/contract/reply.ts';
import { CALL_CHANNEL, EVENT_CHANNEL } from './channels.ts';

/** All that a page gets: two functions, and never Electron's own objects or events. */
contextBridge.exposeInMainWorld('bellhop', {
  call: (request: Request): Promise<Reply<unknown>> => ipcRenderer.invoke(CALL_CHANNEL, request),
  subscribe(listener: (event: CoreEvent) => void): () => void {
    const hear = (_event: unknown, told: CoreEvent): void => listener(told);
    ipcRenderer.on(EVENT_CHANNEL, hear);
    return () => void ipcRenderer.removeListener(EVENT_CHANNEL, hear);
  },
});
