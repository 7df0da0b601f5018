/** Every table, by what it is about. */
export * from './schema-places.ts';
export * from './schema-feeds.ts';
export * from './schema-stays.ts';
export * from './schema-records.ts';
export * from './schema-channels.ts';
export * from './schema-rates.ts';
export * from './schema-sync.ts';
export * from './schema-manual.ts';
export * from './schema-people.ts';
