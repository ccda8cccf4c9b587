/**
 * The systematic trial behind mimm-x's default: one change at a time on digits, two confounders at 90:10.
 * Judged on the development digits (see mnist.ts): the test partition is not touched.
 *
 *   node --conditions=@mimmx/source benchmarks/search.ts [--seeds 2] [--only NAME,NAME]
 *
 * Writes benchmarks/results/search.json and search.md.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExperimentInput } from '@mimmx/experiment';
import { frontierChart, svgFile } from '@mimmx/viz';
import { argument, commit } from './arguments.ts';
import { type Cell, runGrid } from './grid.ts';
import { digits, FIRST, forDevelopment, type Strengths, TRAINING, TWO } from './settings.ts';
import { markdown, rowsOf } from './statistics.ts';

const seeds = Array.from({ length: Number(argument('--seeds') ?? 2) }, (_, i) => 100 + i);
const only = argument('--only')?.split(',');

const mimmx = (options: Record<string, unknown>): Trial => ({ method: 'mimm-x', options });
const labels = { against: 'labels' } as const;
interface Trial {
  readonly method: string;
  readonly options?: Record<string, unknown>;
  readonly training?: Partial<ExperimentInput['training']>;
  readonly augment?: ExperimentInput['data']['augment'];
  /** Two confounders at 90:10 if absent. */
  readonly z?: Strengths;
}
const [three, five, none] = [FIRST(3), FIRST(5), TWO(0.5)];
const turned = { shift: 2, rotate: 15, scale: 0.1 };

/** What is not said is mimm-x's default, and the training of every benchmark. */
const trials: Record<string, Trial> = {
  'mimm-x as it is': mimmx({}),
  'group-balanced': { method: 'group-balanced' },
  'overlap-balanced': { method: 'overlap-balanced' },
  'group-balanced, f_y 16 wide': { method: 'group-balanced', options: { primaryWidth: 16 } },
  'f_y 2 wide': mimmx({ primaryWidth: 2 }),
  'f_y 16 wide': mimmx({ primaryWidth: 16 }),
  'features not standardised': mimmx({ standardise: false }),
  'learning rate constant': { ...mimmx({}), training: { schedule: 'constant' } },
  'group-balanced, learning rate constant': {
    method: 'group-balanced',
    training: { schedule: 'constant' },
  },
  'no weight decay': { ...mimmx({}), training: { weightDecay: 0 } },
  'group-balanced, no weight decay': { method: 'group-balanced', training: { weightDecay: 0 } },
  'images turned and resized': { ...mimmx({}), augment: turned },
  'group-balanced, images turned and resized': { method: 'group-balanced', augment: turned },
  'marginal expectation': mimmx({ expectation: 'marginal' }),
  'marginal expectation, uniform batches (published)': mimmx({
    expectation: 'marginal',
    sampling: 'uniform',
  }),
  'reweighted, uniform batches': mimmx({ expectation: 'reweighted', sampling: 'uniform' }),
  'overlap batches': mimmx({ sampling: 'overlap' }),
  'against labels': mimmx(labels),
  'against features and labels': mimmx({ against: 'both' }),
  'noise on f_y': mimmx({ bottleneck: { kind: 'noise', sd: 0.3 } }),
  'f_y of 8 levels': mimmx({ bottleneck: { kind: 'quantised', levels: 8 } }),
  'lambda 1': mimmx({ lambda: 1 }),
  'lambda 2': mimmx({ lambda: 2 }),
  '1 estimator step': mimmx({ estimatorSteps: 1 }),
  '3 critics, the largest counts': mimmx({ critics: 3 }),
  '3 critics, one begun anew every 100 updates': mimmx({ critics: 3, restartEvery: 100 }),
  'replay of 8 batches': mimmx({ replay: 8 }),
  'club-categorical on labels': mimmx({ ...labels, estimator: 'club-categorical' }),
  'info-nce': mimmx({ estimator: 'info-nce' }),
  nwj: mimmx({ estimator: 'nwj' }),
  'hsic on labels': mimmx({ ...labels, estimator: 'hsic' }),
  'mmd on labels': mimmx({ ...labels, estimator: 'mmd' }),
  'distance-correlation': mimmx({ estimator: 'distance-correlation' }),
  'one critic per confounder': mimmx({ weighter: 'uniform' }),
  'chain rule': mimmx({ form: 'chain' }),
  'three: mimm-x as it is': { ...mimmx({}), z: three },
  'three: lambda 1': { ...mimmx({ lambda: 1 }), z: three },
  'three: one critic per confounder, lambda 1': { ...mimmx({ weighter: 'uniform', lambda: 1 }), z: three },
  'three: chain rule, lambda 1': { ...mimmx({ form: 'chain', lambda: 1 }), z: three },
  'five: mimm-x as it is': { ...mimmx({}), z: five },
  'five: lambda 0.5': { ...mimmx({ lambda: 0.5 }), z: five },
  'five: lambda 1': { ...mimmx({ lambda: 1 }), z: five },
  'five: one critic per confounder, lambda 1': { ...mimmx({ weighter: 'uniform', lambda: 1 }), z: five },
  'five: chain rule, lambda 1': { ...mimmx({ form: 'chain', lambda: 1 }), z: five },
  'five: group-balanced': { method: 'group-balanced', z: five },
  'five: overlap-balanced': { method: 'overlap-balanced', z: five },
  'none: erm': { method: 'erm', z: none },
  'none: mimm-x as it is': { ...mimmx({}), z: none },
  'none: lambda 1': { ...mimmx({ lambda: 1 }), z: none },
  'none: lambda 1, 2 estimator steps': { ...mimmx({ lambda: 1, estimatorSteps: 2 }), z: none },
  'none: lambda 1, replay of 8 batches': { ...mimmx({ lambda: 1, replay: 8 }), z: none },
  'none: one critic per confounder, lambda 1': { ...mimmx({ weighter: 'uniform', lambda: 1 }), z: none },
};

const cells: Cell[] = Object.entries(trials)
  .filter(([row]) => !only || only.includes(row))
  .flatMap(([row, { training, augment, z = TWO(0.9), ...method }]) => {
    const config = forDevelopment(digits({ [row]: method }, z, training));
    return seeds.map((seed) => ({
      row,
      seed,
      config: augment ? { ...config, data: { ...config.data, augment } } : config,
    }));
  });
const rows = rowsOf(await runGrid(cells, { version: commit() }));
const place = join(import.meta.dirname, 'results');
const chart = frontierChart({
  title: 'What was tried: accuracy in the worst group against leakage',
  shift: 'the worst group of the balanced test',
  points: Object.entries(rows).map(([name, { worstGroup, leakage }]) => ({
    name,
    accuracy: worstGroup.mean,
    leakage: leakage.mean,
    role: name === 'mimm-x as it is' ? 'accent' : 'muted',
  })),
  width: 900,
  height: 560,
});
writeFileSync(join(place, 'search.svg'), svgFile(chart));
writeFileSync(
  join(place, 'search.json'),
  `${JSON.stringify({ seeds, training: TRAINING, trials: rows }, null, 2)}\n`,
);
writeFileSync(
  join(place, 'search.md'),
  `# What was tried\n\n\`npm run bench:search -- --seeds ${seeds.length}\`: ${seeds.length} seed${seeds.length > 1 ? 's' : ''}, ${TRAINING.updates} updates, two confounders at 90:10 unless a row says three, five or none (50:50), judged on the 3,000 development digits. What a row does not say is mimm-x\u2019s default.\n\n![Accuracy in the worst group against leakage](search.svg)\n\n${markdown(rows)}\n`,
);
console.log(markdown(rows));
