/** Every table, by what it is about. */
export * from './schema-places.ts';
export * from './schema-feeds.ts';
export * from './schema-stays.ts';
export * from './schema-records.ts';
