import type { Mutation } from './plant.ts';

/** Mistakes that the simulation must catch. */
export const MUTATIONS: readonly Mutation[] = [];
