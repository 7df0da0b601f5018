import { create } from 'zustand';

/** `lost`: the core stopped answering and is being tried again. `refused`: it does not know this window's secret. */
export type ConnectionState = 'connecting' | 'open' | 'lost' | 'refused';

interface Connection {
  readonly state: ConnectionState;
  readonly set: (state: ConnectionState) => void;
}

export const useConnection = create<Connection>((set) => ({
  state: 'connecting',
  set: (state) => set({ state }),
}));
