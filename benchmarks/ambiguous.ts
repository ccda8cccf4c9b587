import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Random } from '@mimmx/core';
import { type Attributes, type ImageTable, openStudy, type StudyOptions } from '@mimmx/counterfactual';
import {
  type AmbiguousDigits,
  ambiguousAttributes,
  ambiguousDigits,
  loadDigits,
} from '@mimmx/datasets-digits';
import { folderTrials } from '@mimmx/experiment/node';
import { argument } from './arguments.ts';
import { registry } from './registry.ts';
import { HELD } from './tuning.ts';

/** Changes when the code would come to other numbers. */
const VERSION = argument('--version') ?? 'amplification-3';
const quick = process.argv.includes('--quick');

/** Images of a seed, by what they are for. */
export const AMBIGUOUS_ROWS = quick
  ? { train: 2000, validation: 250, test: 500 }
  : { train: 5000, validation: 500, test: 2000 };

/** Updates of a tuning, chosen on seed 100, which is not judged. */
export function tuningUpdates(conditioning: string): number {
  if (quick) return 300;
  return conditioning === 'latent' ? 500 : 2000;
}

/**
 * As published in evaluation. With all of the pixel's residual the null intervention is the identity, but what tuning
 * adds to the means of both images cancels in x* = x + (μ* − μ) + …, and most of an amplification cannot be seen.
 */
const pixelNoise = Number(argument('--pixel-noise') ?? 0.1);
const tuning = { learningRate: quick ? 2e-3 : 1.5e-3, ...HELD } as const;

/** What is trained. @param seeds judged together: intervals are over them, or over images where there is one */
export const ambiguousOptions = (conditioning: string, seeds: number): StudyOptions => ({
  model: { name: 'vae', options: { conditioning, ...JSON.parse(argument('--model-options') ?? '{}') } },
  training: { updates: quick ? 400 : 2500 },
  predictorUpdates: quick ? 200 : 1000,
  predictorShift: 2,
  pixelNoise,
  // Those over images cost more than all trainings together.
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

/**
 * Opens studies of ambiguous digits. Every training is a trial of the store in .cache/benchmarks, so that a stopped
 * benchmark goes on where it was, and another seed or tuning costs itself only.
 *
 * @param say hears how far a training is
 * @returns a function that opens the study of one seed and one way in which parents enter, with its test images
 */
export async function openAmbiguous(say: (text: string) => void) {
  const threads = Number(argument('--threads') ?? 1);
  const backend = registry.create('backend', 'onnx', {}, { device: 'cpu', threads });
  await backend.setup();
  const store = folderTrials(join(import.meta.dirname, '..', '.cache', 'benchmarks', VERSION));
  const source = await loadDigits();
  const { train, validation, test } = AMBIGUOUS_ROWS;

  const drawn = (seed: number) => {
    const random = new Random(seed + 1);
    const order = random.permutation(source.count);
    const draw = (from: number, count: number) =>
      ambiguousDigits(source, { rows: order.subarray(from, from + count), random: random.fork() });
    const parts = [draw(0, train), draw(train, validation), draw(train + validation, test)] as const;
    const [learned, held, judged] = parts;
    return {
      train: tableOf(learned),
      validation: tableOf(held),
      test: tableOf(judged),
      truth: trueCounterfactuals(judged),
    };
  };
  let last: { readonly seed: number; readonly images: ReturnType<typeof drawn> } | undefined;
  return async (seed: number, conditioning: string, seeds: number) => {
    last = last?.seed === seed ? last : { seed, images: drawn(seed) };
    const study = await openStudy(
      {
        data: { name: 'ambiguous-digits', options: { ...AMBIGUOUS_ROWS, seed } },
        graph,
        ...last.images,
      },
      { ...ambiguousOptions(conditioning, seeds), seed },
      {
        store,
        backend,
        onUpdate: ({ tags: { method } }, step) =>
          step % 200 === 0 && say(`seed ${seed}, ${conditioning}: ${method} ${step}`),
      },
    );
    return { study, test: last.images.test, backend };
  };
}
