import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { MUTATIONS } from './mutations.ts';
import type { Mutation } from './plant.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const MAIN = resolve(import.meta.dirname, 'main.ts');
const FILE = resolve(ROOT, 'docs/planted-mistakes.md');
export const GRADED_SEEDS = 50;
const AT_ONCE = 2;

/** What became of one planted mistake; `seed` null where it was not noticed. */
export interface Graded extends Mutation {
  readonly seed: number | null;
  /** The check that noticed it. */
  readonly check: string;
  readonly words: string;
}

/** Plants one mistake in a process of its own, where nothing of it is loaded yet, and plays seeds until one fails. */
export async function grade(mutation: Mutation, seeds = GRADED_SEEDS): Promise<Graded> {
  const flags = ['--disable-warning=ExperimentalWarning', MAIN, '--seeds', String(seeds)];
  const child = spawn(process.execPath, [...flags, '--mutation', mutation.name], { cwd: ROOT });
  let said = '';
  child.stdout.on('data', (part: Buffer) => (said += part.toString()));
  child.stderr.on('data', (part: Buffer) => (said += part.toString()));
  await new Promise((ended) => child.once('close', ended));
  const [, seed, check = '', words = ''] = /^Seed (\d+): ([^:]+): ([^;\n]*)/m.exec(said) ?? [];
  if (seed === undefined && !said.includes('nothing wrong'))
    throw new Error(`"${mutation.name}" could not be graded: ${said.slice(-400)}`);
  return { ...mutation, seed: seed === undefined ? null : Number(seed), check, words };
}

const line = ({ name, says, file, seed, check, words, unseen }: Graded): string =>
  seed === null
    ? `- \`${name}\` in \`${file}\`. ${says} **Not noticed** within ${GRADED_SEEDS} seeds.${unseen === undefined ? '' : ` ${unseen}`}`
    : `- \`${name}\` in \`${file}\`. ${says} **Seed ${seed}**, ${check}: ${words}.`;

function page(graded: readonly Graded[], at: Date): string {
  const caught = graded.filter(({ seed }) => seed !== null);
  return [
    '# Planted mistakes',
    '',
    `Written by \`npm run simulate -- --grade\` on ${at.toISOString().slice(0, 10)}; not to be changed by hand.`,
    `Each mistake is planted by itself, then seeds 1 to ${GRADED_SEEDS} are played until one fails; the check is named that failed first.`,
    `Noticed: ${caught.length} of ${graded.length}.`,
    '',
    '## Noticed',
    '',
    ...caught.map(line),
    '',
    '## Not noticed',
    '',
    'What these break is put right by something else soon enough that no story of these seeds shows it.',
    '',
    ...graded.filter(({ seed }) => seed === null).map(line),
    '',
  ].join('\n');
}

/** Grades the simulation by every mistake and writes what came of it. Answers how many were noticed. */
export async function gradeAll(say: (words: string) => void): Promise<number> {
  const graded: Graded[] = [];
  for (let start = 0; start < MUTATIONS.length; start += AT_ONCE) {
    const some = await Promise.all(
      MUTATIONS.slice(start, start + AT_ONCE).map((mutation) => grade(mutation)),
    );
    graded.push(...some);
    for (const one of some) say(line(one));
    writeFileSync(FILE, page(graded, new Date()));
  }
  return graded.filter(({ seed }) => seed !== null).length;
}
