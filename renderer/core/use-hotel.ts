import type { PropertyView } from '../../src/contract/property.ts';
import { useQuery } from './use-query.ts';

type RoomTypes = PropertyView['roomTypes'];
export interface Hotel {
  readonly name: string;
  readonly zone: string;
  readonly currency: string;
  readonly roomTypes: RoomTypes;
}

/** The hotel's name, zone, currency and rooms; harmless stand-ins until the first answer is there. */
export function useHotel(): Hotel {
  const { value } = useQuery('property.read', {});
  return {
    name: value?.property?.name ?? '',
    zone: value?.property?.zone ?? 'UTC',
    currency: value?.property?.currency ?? 'EUR',
    roomTypes: value?.roomTypes ?? [],
  };
}
