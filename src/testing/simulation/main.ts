import { parseArgs } from 'node:util';
import { MUTATIONS } from './mutations.ts';
import { plant } from './plant.ts';

const HELP = `npm run simulate -- [--seeds N] [--first-seed K]   plays N seeds (200), one after the other
npm run simulate -- --seed K                         plays one seed twice and tells its story
npm run simulate -- --mutation NAME [--seeds N]      plants a mistake first; it must be caught
npm run simulate -- --grade                          plants every mistake and writes docs/planted-mistakes.md
npm run simulate -- --mutations                      the mistakes that can be planted
`;

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '200' },
    'first-seed': { type: 'string', default: '1' },
    seed: { type: 'string' },
    mutation: { type: 'string' },
    mutations: { type: 'boolean', default: false },
    grade: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const say = (words: string): void => void process.stdout.write(`${words}\n`);

/** Plays seeds until one fails; answers it. */
async function playUntilWrong(first: number, count: number): Promise<number | undefined> {
  const { runSeed } = await import('./run-seed.ts');
  const beganAt = performance.now();
  let requests = 0;
  for (let seed = first; seed < first + count; seed++) {
    const result = await runSeed(seed);
    requests += result.requests;
    if (result.wrong.length > 0) {
      say(`Seed ${seed}: ${[...new Set(result.wrong)].slice(0, 6).join('; ')}`);
      return seed;
    }
    if ((seed - first + 1) % 500 === 0) say(`${seed - first + 1} seeds, nothing wrong`);
  }
  const seconds = ((performance.now() - beganAt) / 1000).toFixed(1);
  const { user, system } = process.cpuUsage();
  const cpu = ((user + system) / 1e6).toFixed(1);
  say(`${count} seeds from ${first} on, ${requests} requests, nothing wrong, ${seconds} s (${cpu} s of CPU)`);
  return undefined;
}

/** Plays a seed twice, which must go the same way, and tells its shortest story. */
async function tell(seed: number): Promise<boolean> {
  const { runSeed, shorten } = await import('./run-seed.ts');
  const [once, again] = [await runSeed(seed), await runSeed(seed)];
  const isSame = once.trace === again.trace;
  say(
    `Seed ${seed}: trace ${once.trace}${isSame ? ', the same twice' : `, then ${again.trace}: NOT the same`}`,
  );
  const told = once.wrong.length > 0 ? await shorten(once) : once;
  for (const line of told.story) say(line);
  say(told.wrong.length > 0 ? `Wrong:\n  ${told.wrong.join('\n  ')}` : 'Nothing wrong.');
  return isSame && told.wrong.length === 0;
}

async function main(): Promise<boolean> {
  if (values.help) return (say(HELP), true);
  if (values.mutations) {
    for (const { name, says } of MUTATIONS) say(`${name}: ${says}`);
    return true;
  }
  if (values.grade) {
    const { gradeAll } = await import('./grade.ts');
    return (await gradeAll(say)) >= 15;
  }
  const mutation = MUTATIONS.find(({ name }) => name === values.mutation);
  if (values.mutation !== undefined && !mutation) throw new Error(`There is no mistake ${values.mutation}.`);
  const isPlanted = mutation ? plant(mutation) : () => true;
  if (values.seed !== undefined && !mutation) return tell(Number(values.seed));
  const wrong = await playUntilWrong(Number(values['first-seed']), Number(values.seeds));
  if (!isPlanted()) throw new Error('The mistake was not planted: nothing loaded its file.');
  if (mutation) return wrong !== undefined;
  if (wrong !== undefined) await tell(wrong);
  return wrong === undefined;
}

process.exitCode = (await main()) ? 0 : 1;
