import { Random } from '@mimmx/core';
import { memoryTrials } from '@mimmx/experiment';
import { beforeAll, expect, test } from 'vitest';
import { createParentEncoding } from '../src/image-model/parent-encoding.ts';
import { type Predictions, predictAll } from '../src/predictors/predictor.ts';
import { crossFit } from '../src/study/cross-fit.ts';
import { predictorPiece } from '../src/study/predictor-piece.ts';
import { studySchema } from '../src/study/settings.ts';
import { compiling } from './backends.ts';

beforeAll(() => compiling.setup());

/** Noise with a label that has nothing to do with it: all that can be read of it is known by heart. Each image twice. */
function noise(patients: number) {
  const random = new Random(3);
  const shape = [8, 8, 1] as const;
  const images = new Uint8Array(2 * patients * 64);
  const coin = new Float64Array(2 * patients);
  const codes = new Int32Array(2 * patients);
  for (let patient = 0; patient < patients; patient++) {
    const image = Uint8Array.from({ length: 64 }, () => random.integer(256));
    for (const row of [patient, patients + patient]) {
      images.set(image, row * 64);
      coin[row] = patient % 2;
      codes[row] = patient;
    }
  }
  return { shape, images, attributes: { coin }, patients: codes };
}

const table = noise(64);
const graph = { coin: { kind: 'categorical', labels: ['heads', 'tails'] } } as const;
const encoding = createParentEncoding([{ name: 'coin', kind: 'categorical', labels: ['heads', 'tails'] }]);
const tables = { data: { name: 'noise', options: {} }, graph, train: table, test: table };
const config = studySchema.parse({ predictorUpdates: 200, crossFit: 4 });
const context = () => ({ store: memoryTrials(), backend: compiling });

const right = ({ coin }: Predictions): number =>
  table.attributes.coin.filter((label, row) => coin![2 * row + 1]! > coin![2 * row]! === (label === 1))
    .length / table.attributes.coin.length;

test('what a predictor knows by heart is in its own outputs, and in no cross-fitted ones', async () => {
  const own = await predictorPiece({ name: 'own', network: {}, table }, tables, config, context(), encoding);
  expect(right(await predictAll(own.predictor, table, compiling))).toBeGreaterThan(0.95);

  const fitted = await crossFit(table, tables, config, context(), encoding);
  expect(Math.abs(right(fitted.outputs) - 0.5)).toBeLessThan(0.2);
  expect(new Set(fitted.ids).size).toBe(4);

  // Were images dealt and not patients, most images would have their twin in the training of the fold's predictor.
  const { patients: _, ...images } = table;
  const leaking = await crossFit(
    images,
    { ...tables, data: { name: 'images', options: {} } },
    config,
    context(),
    encoding,
  );
  expect(right(leaking.outputs)).toBeGreaterThan(0.75);
}, 120_000);

test('folds that no patient can fill are refused, and so is one fold', async () => {
  const few = { ...config, crossFit: 65 };
  await expect(crossFit(table, tables, few, context(), encoding)).rejects.toThrow(
    /E_OPTION: crossFit: 65 folds need as many patients, and there are 64/,
  );
  expect(() => studySchema.parse({ crossFit: 1 })).toThrow(/give 0, or at least 2 folds/);
});
