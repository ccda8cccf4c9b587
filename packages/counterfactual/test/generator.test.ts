import { Random } from '@mimmx/core';
import { beforeAll, expect, test } from 'vitest';
import { createGenerator, fineTune, type ImageTable, type ScmInput } from '../src/index.ts';
import { compiling } from './backends.ts';

beforeAll(() => compiling.setup());

/** Frames of 8 × 8: `bright` sets the grey, `bar` adds a line; bright raises the odds of a bar. */
function frames(count: number, seed: number): ImageTable {
  const random = new Random(seed);
  const images = new Float32Array(count * 64);
  const bright = new Float64Array(count);
  const bar = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    bright[i] = random.uniform();
    bar[i] = random.uniform() < 0.25 + 0.5 * bright[i]! ? 1 : 0;
    const place = random.integer(6);
    for (let k = 0; k < 64; k++) images[i * 64 + k] = 0.2 + 0.5 * bright[i]! + 0.05 * random.normal();
    if (bar[i] === 1) for (let c = 0; c < 8; c++) images[i * 64 + (place + 1) * 8 + c] = 1;
  }
  return { shape: [8, 8, 1], images, attributes: { bright, bar } };
}
const graph = {
  bright: { kind: 'continuous' },
  bar: { kind: 'categorical', labels: ['no', 'yes'], parents: ['bright'] },
} as const satisfies ScmInput;
const model = { name: 'vae', options: { channels: [8, 8], hidden: 24, latent: 4 } };

test('a table becomes counterfactual images that follow the intervention', async () => {
  const table = frames(512, 1);
  const generator = createGenerator({ graph, table, backend: compiling, random: new Random(2), model });
  const report = await generator.fit({ updates: 150, learningRate: 1e-2, warmUp: 0, batchSize: 32 });
  expect(report.collapsed).toEqual([]);
  const rows = frames(32, 3);
  const request = { random: new Random(4), pixelNoise: 0 };
  const dark = await generator.counterfactual(rows, { ...request, do: { bright: 0.1 } });
  const light = await generator.counterfactual(rows, { ...request, do: { bright: 0.9 } });
  const mean = (values: Float32Array) => values.reduce((a, b) => a + b, 0) / values.length;
  expect(mean(light.images) - mean(dark.images)).toBeGreaterThan(0.2);

  const same = await generator.counterfactual(rows, {
    do: { bright: rows.attributes.bright! },
    random: new Random(5),
  });
  expect(Math.max(...same.images.map((value, i) => Math.abs(value - rows.images[i]!)))).toBeLessThan(1e-5);
  expect(same.attributes).toEqual(rows.attributes);
  const again = await generator.counterfactual(rows, {
    do: { bright: 0.1 },
    random: new Random(4),
    pixelNoise: 0,
  });
  expect(again.images).toEqual(dark.images);

  const many = await generator.counterfactual(rows, {
    do: { bar: 'yes' },
    random: new Random(6),
    latentTemperature: 1,
    particles: 3,
  });
  expect(mean(many.variance!)).toBeGreaterThan(0);
  expect(
    (await generator.counterfactual(rows, { do: { bright: 3 }, random: new Random(7) })).warnings[0],
  ).toMatch(/outside the range seen/);
  const other = { ...rows, shape: [4, 16, 1] as const };
  await expect(generator.counterfactual(other, { do: {}, random: new Random(8) })).rejects.toThrow(
    /E_IMAGE_SHAPE: The images are 4 × 16 × 1, the model was made for 8 × 8 × 1/,
  );
});

test('rows with a missing attribute have counterfactuals, and take no part in training', async () => {
  const table = frames(64, 9);
  table.attributes.bar!.fill(Number.NaN, 0, 40);
  const generator = createGenerator({ graph, table, backend: compiling, random: new Random(10), model });
  await generator.fit({ updates: 2, batchSize: 24 });
  const { images, factual } = await generator.counterfactual(table, {
    do: { bright: 0.5 },
    random: new Random(11),
  });
  expect(images.every(Number.isFinite)).toBe(true);
  expect(factual.bar!.some(Number.isNaN)).toBe(false);
});

test('the flow is an image model like the others: trained, exact under null, guided, and not fine-tuned', async () => {
  const table = frames(64, 13);
  const generator = createGenerator({
    graph,
    table,
    backend: compiling,
    random: new Random(14),
    model: { name: 'flow', options: { channels: [4, 6], embedding: 8, steps: 2 } },
  });
  const report = await generator.fit({ updates: 4, batchSize: 16 });
  expect(report.collapsed).toEqual([]);
  const rows = frames(8, 15);
  const request = { random: new Random(16) };
  const same = await generator.counterfactual(rows, { ...request, do: {} });
  expect(Math.max(...same.images.map((value, i) => Math.abs(value - rows.images[i]!)))).toBeLessThan(1e-5);
  const plain = await generator.counterfactual(rows, { ...request, do: { bright: 0.9 } });
  const strong = await generator.counterfactual(rows, { ...request, do: { bright: 0.9 }, guidance: 4 });
  expect(strong.images).not.toEqual(plain.images);
  const { scm, encoding, model: net } = generator;
  const predictors = [{ name: 'p', attributes: encoding.attributes, outputs: () => ({}), variables: {} }];
  const context = { scm, encoding, model: net, predictors, table, backend: compiling, random: new Random(1) };
  await expect(fineTune(context, { targets: 'soft', updates: 1 })).rejects.toThrow(
    /E_OPTION: Fine-tuning needs an image model with an evidence lower bound/,
  );
  const unguided = createGenerator({ graph, table, backend: compiling, random: new Random(1), model });
  await expect(
    unguided.counterfactual(rows, { ...request, do: { bright: 0.9 }, guidance: 2 }),
  ).rejects.toThrow(/E_OPTION: guidance: this image model cannot be guided/);
});

test('what cannot be made', () => {
  const table = frames(4, 12);
  const make = (more: object) => () =>
    createGenerator({ graph, table, backend: compiling, random: new Random(1), ...more });
  expect(make({ model: { name: 'vea' } })).toThrow(
    /E_UNKNOWN_NAME: Unknown image model "vea"\. Did you mean "vae"\?/,
  );
  expect(make({ table: { ...table, shape: [8, 7, 1] } })).toThrow(
    /E_IMAGE_SHAPE: There are 256 pixels for 4 rows/,
  );
});
