import { openChartPage, type ChartPage } from './chart-page.ts';
import { workPerFrame } from './chart-trace.ts';
import { SCRIPT_NAMES, type Side } from './chart/scripts.ts';
import { figure, shuffled, type BenchResult, type Figure } from './result.ts';

const FEW = 20_000;
const MANY = 130_000;
const PEER = 'vis-timeline 8.5.4';

const percentile = (samples: readonly number[], share: number): number => {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
};

interface Run {
  readonly mount: number;
  /** By script: frames per second, work p95, frame time percentiles, long frames. */
  readonly scripts: Readonly<Record<string, ScriptFacts>>;
}

interface ScriptFacts {
  readonly fps: number;
  readonly work95: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly longFrames: number;
}

async function measure(chart: ChartPage, side: Side, stays: number): Promise<Run> {
  const { page, browser } = chart;
  const mount = await page.evaluate(([which, count]) => window.measuring?.mount(which, count) ?? Number.NaN, [
    side,
    stays,
  ] as const);
  const scripts: Record<string, ScriptFacts> = {};
  for (const script of SCRIPT_NAMES) {
    // frame times and work are taken apart: recording a trace costs time of its own
    const { deltas, longFrames } = await page.evaluate(
      (name) => window.measuring?.scroll(name) ?? { deltas: [], longFrames: 0 },
      script,
    );
    const isOurs = side === 'chart';
    const work = isOurs
      ? await workPerFrame(browser, page, () =>
          page.evaluate((name) => window.measuring?.scroll(name), script),
        )
      : [];
    const elapsed = deltas.reduce((sum, delta) => sum + delta, 0);
    scripts[script] = {
      fps: (deltas.length * 1000) / elapsed,
      work95: percentile(work, 0.95),
      p50: percentile(deltas, 0.5),
      p95: percentile(deltas, 0.95),
      p99: percentile(deltas, 0.99),
      longFrames,
    };
  }
  return { mount, scripts };
}

async function checkFrames(chart: ChartPage): Promise<{ frames: number; bars: number; wrong: string[] }> {
  const total = { frames: 0, bars: 0, wrong: [] as string[] };
  for (const stays of [FEW, MANY]) {
    await chart.page.evaluate((count) => window.measuring?.mount('chart', count), stays);
    for (const script of SCRIPT_NAMES) {
      const found = await chart.page.evaluate((name) => window.measuring?.check(name), script);
      total.frames += found?.frames ?? 0;
      total.bars += found?.bars ?? 0;
      total.wrong.push(...(found?.wrong ?? ['nothing checked']));
    }
  }
  return total;
}

/** Frames per second of an empty page: a busy machine cannot give more, whatever is drawn. */
async function idleFps(chart: ChartPage): Promise<number> {
  const facts = await chart.page.evaluate(() => window.measuring?.idle());
  const deltas = facts?.deltas ?? [];
  return (deltas.length * 1000) / deltas.reduce((sum, delta) => sum + delta, 0);
}

type Sides = Record<'few' | 'many' | 'peer', Run[]>;

function scrollResult(runs: Sides, idle: readonly number[]): BenchResult {
  const figures: Record<string, Figure> = { 'empty page: frames per second': figure(idle, 'fps') };
  const of = (side: keyof Sides, script: string, fact: keyof ScriptFacts): number[] =>
    runs[side].map((run) => run.scripts[script]?.[fact] ?? Number.NaN);
  let slowest = Infinity;
  let hardest = 0;
  let growth = 0;
  for (const script of SCRIPT_NAMES) {
    for (const side of ['few', 'many', 'peer'] as const) {
      const name = { few: '20,000 stays', many: '130,000 stays', peer: PEER }[side];
      figures[`${script}, ${name}: frames per second`] = figure(of(side, script, 'fps'), 'fps');
      figures[`${script}, ${name}: frame p50`] = figure(of(side, script, 'p50'));
      figures[`${script}, ${name}: frame p95`] = figure(of(side, script, 'p95'));
      figures[`${script}, ${name}: frame p99`] = figure(of(side, script, 'p99'));
      figures[`${script}, ${name}: long frames`] = figure(of(side, script, 'longFrames'), 'frames');
      if (side !== 'peer') {
        const work = figure(of(side, script, 'work95'));
        figures[`${script}, ${name}: work p95`] = work;
        hardest = Math.max(hardest, work.median);
        slowest = Math.min(slowest, figure(of(side, script, 'fps'), 'fps').median);
      }
    }
    const few = figure(of('few', script, 'work95')).median;
    growth = Math.max(growth, figure(of('many', script, 'work95')).median / few);
  }
  return {
    id: 'U1',
    title: 'Tape chart: scripted scrolling of 300 units × 365 nights',
    target:
      'at least 59.5 fps and work p95 ≤ 5 ms in slow, fast and fling; ≤ 1.1 × from 20,000 to 130,000 stays',
    met: slowest >= 59.5 && hardest <= 5 && growth <= 1.1,
    figures,
    ratio: [
      { name: 'frames per second, at least', value: slowest, limit: 59.5 },
      { name: 'work p95 in ms', value: hardest, limit: 5 },
      { name: 'work p95, 130,000 over 20,000 stays', value: growth, limit: 1.1 },
    ],
    peer: PEER,
  };
}

/** U1 and U2. Chart with few and many stays, and the peer with few, in random order in each round; the first is dropped. */
export async function run(rounds: number): Promise<BenchResult[]> {
  const chart = await openChartPage('bench');
  try {
    const runs: Sides = { few: [], many: [], peer: [] };
    const idle: number[] = [];
    for (let round = -1; round < rounds; round++) {
      idle.push(await idleFps(chart));
      for (const side of shuffled(['few', 'many', 'peer'] as const)) {
        const stays = side === 'many' ? MANY : FEW;
        const taken = await measure(chart, side === 'peer' ? 'peer' : 'chart', stays);
        if (round >= 0) runs[side].push(taken);
      }
    }
    const checked = await checkFrames(chart);
    if (checked.wrong.length > 0)
      throw new Error(`Frames show the wrong bars: ${checked.wrong.slice(0, 5).join('; ')}`);
    const ours = figure(runs.few.map((each) => each.mount));
    const theirs = figure(runs.peer.map((each) => each.mount));
    const ratio = ours.median / theirs.median;
    const mount: BenchResult = {
      id: 'U2',
      title: 'Tape chart: mount with 20,000 stays, and what the frames show',
      target: 'mount ≤ 0.05 × vis-timeline; every sampled frame shows exactly the right bars',
      met: ratio <= 0.05,
      figures: {
        'mount, 20,000 stays': ours,
        'mount, 130,000 stays': figure(runs.many.map((each) => each.mount)),
        [`mount, ${PEER}`]: theirs,
        'frames checked': figure([checked.frames], 'frames'),
        'bars compared': figure([checked.bars], 'bars'),
      },
      ratio: [{ name: 'mount over the peer', value: ratio, limit: 0.05 }],
      peer: PEER,
    };
    return [scrollResult(runs, idle), mount];
  } finally {
    await chart.close();
  }
}
