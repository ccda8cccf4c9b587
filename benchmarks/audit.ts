/**
 * Does an audit by a learned generator order classifiers as true counterfactual images do? Confounded digits, trained by
 * ERM, group-balanced batches and mimm-x; audited by the renderer (the truth) and by a generator that was not tuned, and
 * tuned with hard, soft and matched targets.
 *
 *   npm run bench:audit -- [--seeds 3] [--updates 600] [--generator-updates 1500] [--threads 1] [--write]
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Random } from '@mimmx/core';
import {
  type AuditRow,
  type AuditSettings,
  audit,
  openStudy,
  resolveGenerator,
  studyOf,
  tableOf,
  tablesOf,
} from '@mimmx/counterfactual';
import { createDataPool, openModel, resolveConfig, runTrials, trialsOf } from '@mimmx/experiment';
import { folderTrials } from '@mimmx/experiment/node';
import { argument } from './arguments.ts';
import { registry } from './registry.ts';
import { HELD } from './tuning.ts';

const seeds = Array.from({ length: Number(argument('--seeds') ?? 3) }, (_, i) => i);
const updates = Number(argument('--updates') ?? 600);
const place = join(import.meta.dirname, '..', '.cache', 'benchmarks', 'audit-1');
const data = {
  task: {
    y: { column: 'digit', positive: '>= 5' },
    z: [
      { factor: 'thickness', strength: 0.9 },
      { factor: 'intensity', strength: 0.9 },
    ],
  },
  split: { train: 7000, test: 3000, seed: 0 },
  sizes: { train: 4000, balanced: 600 },
  shifts: { balanced: 'balanced' },
} as const;
const config = resolveConfig({
  dataset: 'digits',
  data,
  seeds,
  encoder: 'digit-net',
  methods: { erm: {}, 'group-balanced': {}, 'mimm-x': {} },
  training: { updates, batchSize: 128, schedule: 'cosine', weightDecay: 1 },
  evaluation: { bootstrap: 0 },
});
const generatorConfig = resolveGenerator({
  dataset: 'digits',
  data: { ...data, train: 'balanced' },
  training: { updates: Number(argument('--generator-updates') ?? 1500) },
  predictorUpdates: 600,
  predictorShift: 2,
  pixelNoise: 0.1,
  // As for the amplification of digits (decision 17), at a third of the length.
  tunings: Object.fromEntries(
    (['hard', 'soft', 'matched'] as const).map((targets) => [
      targets,
      { ...HELD, targets, updates: 600, learningRate: 1.5e-3, pixelNoise: 0.1 },
    ]),
  ),
  judges: ['pca-logistic'],
  replicates: 20,
});

const backend = registry.create(
  'backend',
  'onnx',
  {},
  { device: 'cpu', threads: Number(argument('--threads') ?? 1) },
);
await backend.setup();
const store = folderTrials(place);
const pool = createDataPool(registry, process.cwd());
const say = (text: string) => console.error(text);
const trials = trialsOf(config);
await runTrials(trials, {
  registry,
  backend,
  store,
  data: pool,
  onProgress: (progress) =>
    progress.kind === 'finished' && say(`trained ${progress.job.method} ${progress.job.seed}`),
});
const opened = await pool.open({ ...generatorConfig, seed: generatorConfig.seed });
const tables = await tablesOf(opened, generatorConfig);
const { pixelNoise } = generatorConfig;
const study = await openStudy(tables, studyOf(generatorConfig), {
  store,
  backend,
  onUpdate: ({ tags }, step) => step % 100 === 0 && say(`${tags.method} ${step}`),
});

interface Finding extends Pick<AuditRow, 'intervention'> {
  readonly method: string;
  readonly seed: number;
  readonly generator: string;
  readonly change: number;
  readonly flips: number;
}
const findings: Finding[] = [];
const sources = ['truth', 'none', 'hard', 'soft', 'matched'];
for (const source of sources) {
  if (source !== 'truth') await study.tune(source);
  for (const trial of trials) {
    const { prepared, images, dataset } = await pool.open(trial);
    const set = prepared.splits.shifts.balanced!;
    const table = await tableOf(set, prepared.task, images);
    const { scm, encoding } = study.generator;
    const renderer: AuditSettings['generator'] = {
      scm,
      encoding,
      async counterfactual(rows, { do: intervention, random }) {
        const { values, factual, warnings } = scm.counterfactual(rows.attributes, intervention, random);
        const made = new Float32Array(rows.images.length);
        for (let i = 0; i < set.rows.length; i++) {
          const codes = { thickness: values.thickness![i]!, intensity: values.intensity![i]! };
          made.set(await dataset.image(set.rows[i]!, codes), i * 784);
        }
        return { images: made, attributes: values, factual, warnings };
      },
    };
    const weights = (await store.weights(trial.id))!;
    const result = (await store.result(trial.id))!;
    const classifier = await openModel({ config, trial, weights, result }, { registry, backend });
    const rows = await audit({
      generator: source === 'truth' ? renderer : study.generator,
      table,
      target: 'digit',
      intervene: ['thickness', 'intensity'],
      classify: async (pixels) => (await classifier.predict(pixels)).values,
      random: new Random(trial.seed),
      replicates: 0,
      request: { pixelNoise },
    });
    classifier.dispose();
    for (const { intervention, change, flips } of rows)
      findings.push({
        method: trial.tags.method,
        seed: trial.seed,
        generator: source,
        intervention,
        change: change.value,
        flips: flips.value,
      });
  }
  say(`audited by ${source}`);
}
await pool.close();

const of = (generator: string) =>
  findings.filter((one) => one.generator === generator).map(({ change }) => change);
/** Spearman's ρ: Pearson's of ranks, ties by their mean rank. */
function rankCorrelation(a: readonly number[], b: readonly number[]): number {
  const ranks = (values: readonly number[]) =>
    values.map((value) => {
      const below = values.filter((other) => other < value).length;
      return below + (values.filter((other) => other === value).length - 1) / 2;
    });
  const [x, y] = [ranks(a), ranks(b)];
  const middle = (a.length - 1) / 2;
  const product = (p: number[], q: number[]) =>
    p.reduce((sum, value, i) => sum + (value - middle) * (q[i]! - middle), 0);
  return product(x, y) / Math.sqrt(product(x, x) * product(y, y));
}
const truth = of('truth');
const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
const lines = [
  '# Audit of classifiers by counterfactual images',
  '',
  `Digits with thickness and intensity at 90 %, balanced test set of ${data.sizes.balanced} images, ${seeds.length} seeds of each method, one generator. Mean change of p(y) under do(z), averaged over seeds:`,
  '',
  `| method | intervention | ${sources.join(' | ')} |`,
  `|---|---|${sources.map(() => '---').join('|')}|`,
  ...Object.keys(config.methods).flatMap((method) =>
    ['thickness', 'intensity'].map((intervention) => {
      const cells = sources.map((generator) =>
        mean(
          findings
            .filter(
              (one) =>
                one.method === method && one.intervention === intervention && one.generator === generator,
            )
            .map(({ change }) => change),
        ).toFixed(3),
      );
      return `| ${method} | do(${intervention}) | ${cells.join(' | ')} |`;
    }),
  ),
  '',
  '| generator | rank correlation with the truth | mean distance from it |',
  '|---|---|---|',
  ...sources.slice(1).map((generator) => {
    const own = of(generator);
    const apart = mean(own.map((value, i) => Math.abs(value - truth[i]!)));
    return `| ${generator} | ${rankCorrelation(own, truth).toFixed(2)} | ${apart.toFixed(3)} |`;
  }),
  '',
  `The rank correlation is Spearman’s, over ${truth.length} pairs of a trained classifier and a confounder. Command: \`npm run bench:audit -- --write\``,
  '',
];
console.log(lines.join('\n'));
if (process.argv.includes('--write')) {
  const results = new URL('./results/', import.meta.url);
  writeFileSync(new URL('audit.json', results), `${JSON.stringify({ updates, seeds, findings }, null, 1)}\n`);
  writeFileSync(new URL('audit.md', results), lines.join('\n'));
}
process.exit();
