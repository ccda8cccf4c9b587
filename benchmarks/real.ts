/**
 * Real images: every patient of a data set is tested once, by the model of the fold that left them out. Nothing is chosen on
 * these images, so that no fold within the folds is needed.
 *
 *   MIMMX_TEST_DATA=/data npm run bench:real [-- --only lgg]
 *
 * Writes benchmarks/results/real.json and real.md. A stopped benchmark goes on where it was.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExperimentInput } from '@mimmx/experiment';
import lgg from '../examples/brain-mri/lgg.config.ts';
import nih from '../examples/chest-xray/nih-induced.config.ts';
import { argument, commit } from './arguments.ts';
import { runGrid } from './grid.ts';
import { type PooledRow, pooledRows } from './pooled.ts';

const methods: ExperimentInput['methods'] = {
  erm: {},
  'group-balanced': {},
  'lambda-0': {
    method: 'mimm-x',
    options: { lambda: 0, estimator: 'squared-correlation', weighter: 'uniform' },
  },
  'mimm-x': {},
};
const SETS: Readonly<Record<string, { title: string; folds: number; config: ExperimentInput }>> = {
  lgg: {
    title: 'Tumour in a FLAIR slice, hospital at 80:20 (TCGA-LGG, 110 patients)',
    folds: 5,
    config: lgg,
  },
  nih: {
    title: 'Sex from a radiograph, view at 70:30, age at 60:40 (ChestX-ray14, 1,000 images)',
    // Of five, the last has no man of up to 60 years in PA, and its in-distribution test would be short of a cell.
    folds: 4,
    config: nih,
  },
};
const only = argument('--only')?.split(',') ?? Object.keys(SETS);

/** A table as it is kept. */
interface Table {
  readonly title: string;
  readonly folds: number;
  readonly methods: Readonly<Record<string, PooledRow>>;
}
const place = join(import.meta.dirname, 'results');
const file = join(place, 'real.json');
const tables: Record<string, Table> = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).sets : {};
for (const name of only) {
  const { title, config } = SETS[name]!;
  const folds = Number(argument('--folds') ?? SETS[name]!.folds);
  const cells = Array.from({ length: folds }, (_, fold) =>
    Object.entries(methods).map(([row, method]) => ({
      row,
      seed: fold,
      config: {
        ...config,
        methods: { [row]: method },
        data: { ...config.data, split: { folds, fold, seed: 0 } },
        training: { ...config.training, checkpointEvery: 1_000_000, logEvery: 50 },
        evaluation: { bootstrap: 0 },
      } as ExperimentInput,
    })),
  ).flat();
  const results = await runGrid(cells, { version: commit() });
  tables[name] = { title, folds, methods: pooledRows(results, 'lambda-0') };
  const command = 'npm run bench:real';
  writeFileSync(file, `${JSON.stringify({ command, sets: tables }, null, 2)}\n`);
}

const percent = ({ value, low, high }: { value: number; low: number; high: number }) =>
  `${(100 * value).toFixed(1)} [${(100 * low).toFixed(1)}, ${(100 * high).toFixed(1)}]`;
const text = [
  '# Real images',
  '',
  '`npm run bench:real`: the configs of the examples, by folds over all patients: each is tested once, by the model of the fold that left them out, and accuracies are taken over the pooled images. In %, with 95 % intervals by patient; every method of one width of f_y, standardisation and budget. "lambda-0" is mimm-x without its MI term; gains are against it, paired by patient. One training per fold: the luck of training is in the numbers, not in the intervals.',
  ...Object.values(tables).flatMap(({ title, folds, methods: rows }) => [
    '',
    `## ${title}, ${folds} folds`,
    '',
    '| method | in-distribution | inverted | balanced | gain inverted | gain balanced |',
    '|---|---|---|---|---|---|',
    ...Object.entries(rows).map(
      ([name, { accuracy, gain }]) =>
        `| ${name} | ${['inDistribution', 'inverted', 'balanced'].map((set) => percent(accuracy[set]!)).join(' | ')} | ${gain ? percent(gain.inverted!) : '–'} | ${gain ? percent(gain.balanced!) : '–'} |`,
    ),
  ]),
  '',
].join('\n');
writeFileSync(join(place, 'real.md'), text);
console.log(text);
