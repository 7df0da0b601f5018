import { useQuery } from '../core/use-query.ts';

/** Nights that each connection can still sell wrongly, so that no place says "up to date" while another lists one. */
export function useExposed(): (connectionId: number) => number {
  const lines = useQuery('sync.exposure', {}, { everyMs: 30_000 }).value?.lines ?? [];
  return (connectionId) => lines.filter((line) => line.connectionId === connectionId).length;
}
