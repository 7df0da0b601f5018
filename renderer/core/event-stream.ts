import { type CoreEvent, eventSchema } from '../../src/contract/events.ts';

/**
 * Reads a `text/event-stream` piece by piece: give it text as it arrives, it answers the events that are complete.
 * Comment lines (heartbeats) and events it does not know are passed over.
 */
export function createEventReader(): (piece: string) => CoreEvent[] {
  let rest = '';
  return (piece) => {
    const lines = (rest + piece).split(/\r\n|\n|\r/);
    rest = lines.pop() ?? '';
    return lines.flatMap((line) => {
      if (!line.startsWith('data:')) return [];
      const event = parseEvent(line.slice(5));
      return event ? [event] : [];
    });
  };
}

function parseEvent(text: string): CoreEvent | undefined {
  try {
    return eventSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Wait before the next try to reconnect: half a second, doubling, at most 15 s. */
export const reconnectDelay = (tries: number): number => Math.min(15_000, 500 * 2 ** Math.min(tries, 10));
