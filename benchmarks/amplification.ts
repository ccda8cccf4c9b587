/**
 * Does counterfactual fine-tuning amplify what nobody intervened on? Ambiguous digits (thickness, intensity and slant
 * that can be read with an AUC of .75, .85 and .95 at best), an image model whose parents shift every stage and one whose
 * parents move its latent variables, each tuned with hard and other targets, judged by the predictor that tuned it and by
 * three others.
 *
 *   npm run bench:amplification -- [--quick] [--seeds 5] [--conditionings shift,latent] [--tunings none,hard,soft,matched]
 *     [--pixel-noise 0.1] [--set options.json] [--threads 2] [--write]
 *
 * Every training is a trial of the store in .cache/benchmarks, so that a stopped benchmark goes on where it was, and
 * another seed or tuning costs itself only. Results are written after every seed.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Random } from '@mimmx/core';
import { type Attributes, openStudy, type StudyOptions, studySchema } from '@mimmx/counterfactual';
import {
  type AmbiguousDigits,
  ambiguousAttributes,
  ambiguousDigits,
  loadDigits,
} from '@mimmx/datasets-digits';
import { folderTrials } from '@mimmx/experiment/node';
import { amplificationTables, type JudgedRow } from './amplification-tables.ts';
import { argument } from './arguments.ts';
import { registry } from './registry.ts';
import { HELD } from './tuning.ts';

/** Changes when the code would come to other numbers. */
const VERSION = argument('--version') ?? 'amplification-3';
const quick = process.argv.includes('--quick');
const seeds = Number(argument('--seeds') ?? (quick ? 1 : 5));
const first = Number(argument('--first-seed') ?? 0);
const tunings = (argument('--tunings') ?? 'none,hard,soft,matched').split(',');
const rows = quick
  ? { train: 2000, validation: 250, test: 500 }
  : { train: 5000, validation: 500, test: 2000 };
const conditionings = (argument('--conditionings') ?? (quick ? 'shift' : 'shift,latent')).split(',');
/** Updates of a tuning, chosen on seed 100, which is not judged. */
const tuningUpdates = (conditioning: string) => {
  if (quick) return 300;
  return conditioning === 'latent' ? 500 : 2000;
};
const tuning = { learningRate: quick ? 2e-3 : 1.5e-3, ...HELD } as const;
/**
 * As published in evaluation. With all of the pixel's residual the null intervention is the identity, but what tuning
 * adds to the means of both images cancels in x* = x + (μ* − μ) + …, and most of an amplification cannot be seen.
 */
const pixelNoise = Number(argument('--pixel-noise') ?? 0.1);
const optionsOf = (conditioning: string): StudyOptions => ({
  model: { name: 'vae', options: { conditioning, ...JSON.parse(argument('--model-options') ?? '{}') } },
  training: { updates: quick ? 400 : 2500 },
  predictorUpdates: quick ? 200 : 1000,
  predictorShift: 2,
  pixelNoise,
  // Intervals are over seeds; those over images cost more than all trainings together.
  replicates: seeds > 1 ? 20 : 50,
  tunings: Object.fromEntries(
    ['hard', 'soft', 'matched', 'soft-continuous', 'smoothed'].map((targets) => [
      targets,
      {
        ...{ ...tuning, updates: tuningUpdates(conditioning), pixelNoise, targets },
        ...JSON.parse(argument('--tuning-options') ?? '{}'),
      },
    ]),
  ),
  ...(argument('--set') ? JSON.parse(readFileSync(argument('--set')!, 'utf8')) : {}),
});

const backend = registry.create(
  'backend',
  'onnx',
  {},
  { device: 'cpu', threads: Number(argument('--threads') ?? 1) },
);
await backend.setup();
const store = folderTrials(join(import.meta.dirname, '..', '.cache', 'benchmarks', VERSION));
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
/** Images re-rendered under other codes; every tuning is judged by the same ones, so they are kept. */
function trueCounterfactuals(test: AmbiguousDigits) {
  const kept = new Map<string, Float32Array>();
  return ({ thickness, intensity, slant }: Attributes): Float32Array => {
    const key = [thickness, intensity, slant].map((codes) => codes!.join('')).join();
    const images = kept.get(key) ?? new Float32Array(test.images.length);
    if (!kept.has(key)) {
      const size = images.length / test.count;
      for (let row = 0; row < test.count; row++) {
        const codes = { thickness: thickness![row]!, intensity: intensity![row]!, slant: slant![row]! };
        images.set(
          Float32Array.from(test.render(row, codes), (byte) => byte / 255),
          row * size,
        );
      }
      kept.set(key, images);
    }
    return images;
  };
}

/** How parents enter the image model. */
const CONDITIONINGS: Readonly<Record<string, string>> = {
  shift: 'parents shift every stage',
  latent: 'parents move the latent variables, and the encoder takes that out',
};
const judged: JudgedRow[] = [];
for (let seed = first; seed < first + seeds; seed++) {
  const random = new Random(seed + 1);
  const order = random.permutation(source.count);
  const draw = (from: number, count: number) =>
    ambiguousDigits(source, { rows: order.subarray(from, from + count), random: random.fork() });
  const parts = {
    train: draw(0, rows.train),
    validation: draw(rows.train, rows.validation),
    test: draw(rows.train + rows.validation, rows.test),
  };
  const table = ({ shape, images, codes }: typeof parts.test) => ({
    shape,
    images,
    attributes: { ...codes },
  });
  const { test } = parts;
  for (const conditioning of conditionings) {
    const tags = `seed ${seed}, ${conditioning}`;
    const study = await openStudy(
      {
        data: { name: 'ambiguous-digits', options: { ...rows, seed } },
        graph,
        train: table(parts.train),
        validation: table(parts.validation),
        test: table(test),
        truth: trueCounterfactuals(test),
      },
      { ...optionsOf(conditioning), seed },
      {
        store,
        backend,
        onUpdate: ({ tags: { method } }, step) => step % 200 === 0 && say(`${tags}: ${method} ${step}`),
      },
    );
    const bound = study.model.result.rows.find(({ measure }) => measure === 'nelbo');
    say(`${tags}: ${bound!.value!.toFixed(3)} nats per pixel`);
    for (const name of tunings) {
      const { result } = await study.tune(name);
      for (const row of result.rows) judged.push({ ...row, conditioning, tuning: name, seed });
      for (const note of result.notes) say(`${tags}, ${name}: ${note}`);
      say(`${tags}: ${name} judged (${result.timing.trainingSeconds.toFixed(0)} s of training)`);
    }
  }
  write();
}

function write() {
  const tables = conditionings.map((conditioning) =>
    amplificationTables(
      judged.filter((row) => row.conditioning === conditioning),
      tunings,
      studySchema.parse(optionsOf(conditioning)),
      {
        data: 'ambiguous digits',
        repeated: 'seed',
        sizes: `${rows.train} training and ${rows.test} test digits a seed; ${CONDITIONINGS[conditioning] ?? conditioning}, tunings of ${tuningUpdates(conditioning)} updates`,
        barred: true,
        command: `npm run bench:amplification -- ${process.argv.slice(2).join(' ')}`,
      },
    ),
  );
  const markdown = tables.map((one) => one.markdown).join('\n');
  console.log(`\n${markdown}`);
  if (!process.argv.includes('--write')) return;
  const results = new URL('./results/', import.meta.url);
  const name = quick ? 'amplification-quick' : 'amplification';
  const [{ json }] = tables as [(typeof tables)[number]];
  const merged = {
    ...json,
    rows: tables.flatMap((one) => one.json.rows),
    errors: tables.flatMap((one) => one.json.errors),
    options: Object.fromEntries(tables.map((one, i) => [conditionings[i], one.json.options])),
    sizes: tables.map((one) => one.json.sizes),
  };
  writeFileSync(new URL(`${name}.json`, results), `${JSON.stringify(merged, null, 1)}\n`);
  writeFileSync(new URL(`${name}.md`, results), markdown);
}
