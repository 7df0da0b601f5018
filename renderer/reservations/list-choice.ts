import { create } from 'zustand';
import type { RESERVATION_FILTERS } from '../../src/contract/reservations.ts';
import type { Channel } from '../../src/domain/channel.ts';

export type StayFilter = (typeof RESERVATION_FILTERS)[number];

interface ListChoice {
  readonly filter: StayFilter;
  readonly channel: Channel | null;
  readonly text: string;
  readonly offset: number;
}

/** What the list shows; kept while somebody looks at one stay and comes back. */
export const useListChoice = create<ListChoice>(() => ({
  filter: 'upcoming',
  channel: null,
  text: '',
  offset: 0,
}));

/** Changes the choice and starts again at the first page. */
export const choose = (choice: Partial<Omit<ListChoice, 'offset'>>): void =>
  useListChoice.setState({ ...choice, offset: 0 });
