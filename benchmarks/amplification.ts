/**
 * Does counterfactual fine-tuning amplify what nobody intervened on? Ambiguous digits (thickness, intensity and slant
 * that can be read with an AUC of .75, .85 and .95 at best), one image model, tuned with hard and other targets, judged
 * by the predictor that tuned it and by three others.
 *
 *   node --conditions=@mimmx/source benchmarks/amplification.ts [--quick] [--seeds 5] [--tunings none,hard,soft]
 *     [--pixel-noise 0.1] [--rate 0.002] [--threads 2] [--json] [--write]
 */
import { writeFileSync } from 'node:fs';
import { backend as onnx } from '@mimmx/backend-onnx';
import { createRegistry, definePlugin, Random, restoreSnapshot, takeSnapshot } from '@mimmx/core';
import {
  amplificationMatrix,
  calibrate,
  createCnnPredictor,
  createGenerator,
  fineTune,
  fitLinearPredictor,
  type ImageTable,
  imageDistance,
  type MatrixRow,
  type Predictor,
  type TargetRule,
  trainPredictor,
} from '@mimmx/counterfactual';
import {
  type AmbiguousDigits,
  ambiguousAttributes,
  ambiguousDigits,
  loadDigits,
} from '@mimmx/datasets-digits';
import { meanAndSd } from '@mimmx/evaluation';
import { argument } from './arguments.ts';

const quick = process.argv.includes('--quick');
const seeds = Number(argument('--seeds') ?? (quick ? 1 : 5));
const tunings = (argument('--tunings') ?? 'none,hard,soft,smoothed,matched').split(',') as (
  | 'none'
  | TargetRule
)[];
const FULL = quick
  ? { train: 2000, test: 500, model: 400, predictor: 250, tuning: 200, replicates: 200 }
  : { train: 7000, test: 3000, model: 2200, predictor: 900, tuning: 300, replicates: 1000 };
/** `--scale 0.01` tries the script out. */
const scale = Number(argument('--scale') ?? 1);
const SIZE = {
  train: Math.max(200, Math.round(FULL.train * scale)),
  test: Math.max(64, Math.round(FULL.test * scale)),
  model: Math.ceil(FULL.model * scale),
  predictor: Math.ceil(FULL.predictor * scale),
  tuning: Math.ceil(FULL.tuning * scale),
  replicates: FULL.replicates,
};
/**
 * Share of the pixel's residual in a counterfactual. With all of it the null intervention is the identity, so that what
 * is measured is the intervention's doing; with less, a small model shows every attribute as typical of its class.
 */
const PIXEL_NOISE = Number(argument('--pixel-noise') ?? 1);

const registry = createRegistry().use(definePlugin({ name: '@mimmx/backend-onnx', provides: [onnx] }));
const backend = registry.create(
  'backend',
  'onnx',
  {},
  { device: 'cpu', threads: Number(argument('--threads') ?? 1) },
);
await backend.setup();
const source = await loadDigits();
const began = performance.now();
const say = (text: string) =>
  console.error(`${((performance.now() - began) / 1000).toFixed(0).padStart(5)} s  ${text}`);

const graph = Object.fromEntries(
  ambiguousAttributes.map(({ name, labels }) => [
    name,
    { kind: 'categorical' as const, labels: [...labels] },
  ]),
);
const tableOf = ({ shape, images, codes }: AmbiguousDigits): ImageTable => ({
  shape,
  images,
  attributes: { ...codes },
});

interface Judged extends MatrixRow {
  readonly tuning: string;
  readonly seed: number;
}
const judged: Judged[] = [];
const errors: { tuning: string; intervention: string; seed: number; error: number }[] = [];

for (let seed = 0; seed < seeds; seed++) {
  const random = new Random(seed + 1);
  const order = random.permutation(source.count);
  const [train, test] = [
    ambiguousDigits(source, { rows: order.subarray(0, SIZE.train), random: random.fork() }),
    ambiguousDigits(source, {
      rows: order.subarray(SIZE.train, SIZE.train + SIZE.test),
      random: random.fork(),
    }),
  ];
  const [table, held] = [tableOf(train), tableOf(test)];
  say(`seed ${seed}: ${train.count} digits drawn`);

  const generator = createGenerator({ graph, table, backend, random: random.fork() });
  const { model, encoding, scm } = generator;
  const { attributes } = encoding;
  const cnn = async (name: string, more: { kernel?: number; channels?: number[]; hidden?: number } = {}) => {
    const predictor = createCnnPredictor({
      shape: table.shape,
      attributes,
      random: random.fork(),
      name,
      ...more,
    });
    const training = trainPredictor(
      { predictor, table, encoding, backend, random: random.fork() },
      { updates: SIZE.predictor },
    );
    for (let i = 0; i < SIZE.predictor; i++) await training.update();
    training.dispose();
    await calibrate(predictor, held, backend);
    return predictor;
  };
  const predictors: Predictor[] = [
    await cnn('own'),
    await cnn('other seed'),
    await cnn('other network', { kernel: 5, channels: [12, 24, 32], hidden: 32 }),
    fitLinearPredictor({ table, attributes, encoding, random: random.fork() }),
  ];
  say('predictors trained');
  const elbo = await generator.fit({ updates: SIZE.model });
  say(`image model trained: ${elbo.nelbo.toFixed(3)} nats per pixel`);
  const start = await takeSnapshot(model.variables);

  for (const targets of tunings) {
    restoreSnapshot(model.variables, start);
    if (targets !== 'none') {
      const tuning = await fineTune(
        { scm, encoding, model, predictors: predictors.slice(0, 1), table, backend, random: random.fork() },
        {
          targets,
          updates: SIZE.tuning,
          learningRate: Number(argument('--rate') ?? 2e-3),
          pixelNoise: PIXEL_NOISE,
        },
      );
      let last: Readonly<Record<string, number>> = {};
      for (let i = 0; i < SIZE.tuning; i++) last = await tuning.update();
      tuning.dispose();
      say(
        `${targets}: nelbo ${last.nelbo!.toFixed(3)} of at most ${tuning.limit.toFixed(3)}, weight ${last.weight!.toFixed(2)}`,
      );
    }
    const common = {
      generator,
      table: held,
      backend,
      replicates: SIZE.replicates,
      request: { pixelNoise: PIXEL_NOISE },
    };
    const { rows, interventions } = await amplificationMatrix({
      ...common,
      predictors,
      random: new Random(seed),
    });
    const floor = await amplificationMatrix({
      ...common,
      predictors,
      random: new Random(seed),
      protocol: 'null',
      intervene: scm.graph.order.slice(0, 1),
    });
    for (const row of [...rows, ...floor.rows]) judged.push({ ...row, tuning: targets, seed });
    for (const { intervention, images, attributes: codes } of interventions) {
      const truth = new Float32Array(images.length);
      const size = images.length / test.count;
      for (let row = 0; row < test.count; row++) {
        const wanted = {
          thickness: codes.thickness![row]!,
          intensity: codes.intensity![row]!,
          slant: codes.slant![row]!,
        };
        truth.set(
          Float32Array.from(test.render(row, wanted), (byte) => byte / 255),
          row * size,
        );
      }
      const distances = imageDistance(images, truth, size);
      const error = distances.reduce((a, b) => a + b, 0) / distances.length;
      errors.push({ tuning: targets, intervention, seed, error });
    }
    say(`${targets}: judged`);
  }
}

/** Mean over seeds, with an interval over seeds, or over images where there is one seed. */
function pooled(rows: readonly Judged[]) {
  const first = rows[0]!;
  const { mean, sd } = meanAndSd(rows.map(({ delta }) => delta.value));
  const half = (1.96 * sd) / Math.sqrt(rows.length);
  const [low, high] = rows.length > 1 ? [mean - half, mean + half] : [first.delta.low, first.delta.high];
  const round = (value: number) => Math.round(value * 100) / 100;
  return {
    data: 'ambiguous digits',
    tuning: first.tuning,
    intervention: first.intervention,
    attribute: first.attribute,
    kind: first.protocol === 'null' ? 'null' : first.kind,
    predictor: first.predictor,
    delta: round(mean),
    low: round(low),
    high: round(high),
    shift: round(rows.reduce((sum, { shift }) => sum + shift, 0) / rows.length),
    seeds: rows.length,
  };
}
const groups = new Map<string, Judged[]>();
for (const row of judged) {
  const key = [row.tuning, row.protocol, row.intervention, row.attribute, row.predictor].join();
  groups.set(key, [...(groups.get(key) ?? []), row]);
}
const rows = [...groups.values()].map(pooled);
const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
const lines = [
  '| tuning | predictor | target ΔAUC | off-target ΔAUC | largest off-target | null | error to the true counterfactual |',
  '|---|---|---|---|---|---|---|',
];
for (const tuning of tunings) {
  const error = mean(errors.filter((one) => one.tuning === tuning).map((one) => one.error));
  for (const predictor of new Set(rows.map((row) => row.predictor))) {
    const of = (kind: string) =>
      rows
        .filter((row) => row.tuning === tuning && row.predictor === predictor && row.kind === kind)
        .map((row) => row.delta);
    const [target, off, floor] = ['target', 'off-target', 'null'].map(of) as [number[], number[], number[]];
    const cells = [mean(target), mean(off), Math.max(...off), mean(floor)].map((value) => value.toFixed(1));
    lines.push(`| ${[tuning, predictor, ...cells, error.toFixed(2)].join(' | ')} |`);
  }
}
const json = JSON.stringify({ rows, errors }, null, 1);
console.log(process.argv.includes('--json') ? json : lines.join('\n'));
if (process.argv.includes('--write')) {
  const results = new URL('./results/', import.meta.url);
  writeFileSync(new URL('amplification.json', results), `${json}\n`);
  writeFileSync(new URL('amplification.md', results), `# Amplification\n\n${lines.join('\n')}\n`);
}
