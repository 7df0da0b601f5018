import type { InputOf } from '../contract/index.ts';
import type { Client } from '../contract/client.ts';

type SetUp = InputOf<'checklists.setUp'>;

interface KeptChannel extends Pick<SetUp, 'provider' | 'propertyName' | 'propertyId'> {
  /** By the demo's room type, what the extranet calls it and its number there. What is not named is not sold there. */
  readonly rooms: Readonly<Record<string, readonly [name: string, externalId: string]>>;
}

/** The demo hotel's accounts at channels that people keep; invented, as everything of it. */
const KEPT: readonly KeptChannel[] = [
  {
    provider: 'agoda',
    propertyName: 'Casa Maresia Boutique',
    propertyId: '8842107',
    rooms: {
      'Standard double': ['Standard Double Room', '31180401'],
      'Deluxe king': ['Deluxe King Room with Sea View', '31180402'],
      'Garden twin': ['Twin Room - Garden Side', '31180405'],
      'Family suite': ['Family Suite', '31180409'],
    },
  },
  {
    provider: 'gommt',
    propertyName: 'Hotel Casa Maresia',
    propertyId: '1000094417',
    rooms: {
      'Standard double': ['Standard Room', '45000118820'],
      'Deluxe king': ['Deluxe Room', '45000118821'],
      'Family suite': ['Family Room', '45000118824'],
    },
  },
];

/** Keeps the demo's channels by hand from now on, by the call that a person would make; each shows what Bellhop shows. */
export async function keepByHand(client: Client): Promise<void> {
  const { roomTypes } = await client.call('property.read', {});
  for (const { rooms, ...account } of KEPT)
    await client.call('checklists.setUp', {
      ...account,
      rooms: roomTypes.flatMap(({ id, name }) => {
        const there = rooms[name];
        return there ? [{ roomTypeId: id, name: there[0], externalId: there[1] }] : [];
      }),
      shows: 'as-here',
    });
}
