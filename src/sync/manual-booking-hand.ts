import { providerOf } from '../providers/registry.ts';
import { findConnection } from '../store/connections.ts';
import type { ReadHandle } from '../store/database.ts';

/** True for a channel that a person works: nothing can be told to it, so nothing may wait to be told. */
export const isWorkedByHand = (read: ReadHandle, connectionId: number): boolean =>
  providerOf(findConnection(read, connectionId)?.provider ?? '')?.descriptor.transport === 'human';
