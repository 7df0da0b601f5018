/** True under `npm run prove`; false in the ordinary tests, which take a small share of every long proof. */
export const isProving = process.env['PROVE'] === '1';

/** How many rounds a long proof runs: all of them under `npm run prove`, a share in the tests. */
export const rounds = (whole: number, share: number): number => (isProving ? whole : share);

/**
 * The seed that a proof's chance begins with. `PROVE_SEED` plays a failed run again; without it every run takes another
 * one, and says which.
 */
export function proofSeed(): number {
  const given = process.env['PROVE_SEED'];
  const seed = given === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(given);
  console.info(`PROVE_SEED=${seed}`);
  return seed;
}
