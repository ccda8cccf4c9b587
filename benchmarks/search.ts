/**
 * The systematic trial behind mimm-x's default: one change at a time on digits, two confounders at 90:10.
 * Trained and judged within the benchmark's 7,000 training images: its test images are not touched.
 *
 *   node --conditions=@mimmx/source benchmarks/search.ts [--seeds 2] [--only NAME,NAME]
 *
 * Writes benchmarks/results/search.json and search.md.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argument, commit } from './arguments.ts';
import { type Cell, runGrid } from './grid.ts';
import { digits, TWO } from './settings.ts';
import { markdown, rowsOf } from './statistics.ts';

const seeds = Array.from({ length: Number(argument('--seeds') ?? 2) }, (_, i) => 100 + i);
const only = argument('--only')?.split(',');

/** Without weight decay, unless a trial is about it. */
const training = (weightDecay: number) => ({
  updates: 1500,
  batchSize: 128,
  learningRate: 1e-3,
  checkpointEvery: 1500,
  logEvery: 50,
  ...(weightDecay > 0 && { weightDecay }),
});
const decays: Record<string, number> = {
  'mine on features, weight decay 0.3': 0.3,
  'mine on features, weight decay 1': 1,
  'mmd on labels, weight decay 1': 1,
};
const mimmx = (options: Record<string, unknown>) => ({ method: 'mimm-x', options });
const labels = { against: 'labels' } as const;
const trials = {
  'group-balanced, f_y 2 wide': { method: 'group-balanced' },
  'group-balanced, f_y 1 wide': { method: 'group-balanced', options: { primaryWidth: 1 } },
  'group-balanced, f_y 16 wide': { method: 'group-balanced', options: { primaryWidth: 16 } },
  'mine on features, f_y 16 wide': mimmx({ primaryWidth: 16 }),
  'mine on features, f_y 2 wide': mimmx({ primaryWidth: 2 }),
  'mine on features, f_y 1 wide': mimmx({ primaryWidth: 1 }),
  'mine on labels, f_y 1 wide': mimmx({ primaryWidth: 1, ...labels }),
  'mine on features and labels, f_y 1 wide': mimmx({ primaryWidth: 1, against: 'both' }),
  'mine on labels, marginal, uniform batches': mimmx({
    primaryWidth: 1,
    ...labels,
    expectation: 'marginal',
    sampling: 'uniform',
  }),
  'mine on labels, marginal, balanced batches': mimmx({
    primaryWidth: 1,
    ...labels,
    expectation: 'marginal',
  }),
  'mine on labels, reweighted': mimmx({
    primaryWidth: 1,
    ...labels,
    expectation: 'reweighted',
    sampling: 'uniform',
  }),
  'mine on labels, noise on f_y': mimmx({
    primaryWidth: 1,
    ...labels,
    bottleneck: { kind: 'noise', sd: 0.3 },
  }),
  'mine on labels, f_y of 8 levels': mimmx({
    primaryWidth: 1,
    ...labels,
    bottleneck: { kind: 'quantised', levels: 8 },
  }),
  'mine on labels, f_y of 4 levels': mimmx({
    primaryWidth: 1,
    ...labels,
    bottleneck: { kind: 'quantised', levels: 4 },
  }),
  'mine on labels, 3 critics': mimmx({ primaryWidth: 1, ...labels, critics: 3 }),
  'club-categorical, f_y 1 wide': mimmx({ primaryWidth: 1, ...labels, estimator: 'club-categorical' }),
  'info-nce on labels, f_y 1 wide': mimmx({ primaryWidth: 1, ...labels, estimator: 'info-nce' }),
  'hsic on labels, f_y 1 wide': mimmx({ primaryWidth: 1, ...labels, estimator: 'hsic' }),
  'mmd on labels, f_y 1 wide': mimmx({ primaryWidth: 1, ...labels, estimator: 'mmd' }),
  'mine on features, weight decay 0.3': mimmx({}),
  'mine on features, weight decay 1': mimmx({}),
  'mine on features, lambda 2': mimmx({ lambda: 2 }),
  'mmd on labels, weight decay 1': mimmx({ ...labels, estimator: 'mmd' }),
  'distance-correlation on labels, f_y 1 wide': mimmx({
    primaryWidth: 1,
    ...labels,
    estimator: 'distance-correlation',
  }),
};

const cells: Cell[] = Object.entries(trials)
  .filter(([row]) => !only || only.includes(row))
  .flatMap(([row, method]) =>
    seeds.map((seed) => ({
      row,
      seed,
      config: digits({ [row]: method }, TWO(0.9), 1500, {
        dataset: 'development-digits',
        data: { ...digits({}, TWO(0.9), 1).data, split: { train: 5500, test: 1500, seed: 1 } },
        training: training(decays[row] ?? 0),
      }),
    })),
  );
const rows = rowsOf(
  await runGrid(cells, {
    version: commit(),
    workers: Number(argument('--workers') ?? 2),
  }),
);
const place = join(import.meta.dirname, 'results');
writeFileSync(
  join(place, 'search.json'),
  `${JSON.stringify({ seeds, updates: 1500, trials: rows }, null, 2)}\n`,
);
writeFileSync(
  join(place, 'search.md'),
  `# What was tried\n\n\`pnpm bench:search --seeds ${seeds.length}\`: ${seeds.length} seed${seeds.length > 1 ? 's' : ''}, 1,500 updates, trained on 5,500 and judged on 1,500 of the benchmark\u2019s training digits.\n\n${markdown(rows)}\n`,
);
console.log(markdown(rows));
