import { Random, validate } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { describe, expect, test } from 'vitest';
import { type AnyImageModel, flow, ladder, referenceLadder, vae } from '../../src/index.ts';
import { imageModelChecks } from '../../src/testkit/index.ts';
import { cpu } from '../backends.ts';

await cpu.setup();

const stages = [
  { size: 4, width: 4, encoderBlocks: 1, blocks: 1, latent: 2 },
  { size: 2, width: 6, blocks: 1, latent: 2 },
  { size: 1, width: 8, blocks: 1, latent: 3 },
];
const cases: Record<string, [AnyImageModel, unknown]> = {
  vae: [vae, { channels: [4, 6], hidden: 8, latent: 3, output: 4 }],
  'vae, whose parents scale, too': [
    vae,
    { channels: [4, 6], hidden: 8, latent: 3, output: 4, conditioning: 'scale' },
  ],
  'vae, whose parents move its latent variables': [
    vae,
    { channels: [4, 6], hidden: 8, latent: 3, output: 4, conditioning: 'latent' },
  ],
  ladder: [ladder, { stages }],
  flow: [flow, { channels: [4, 6], embedding: 8, steps: 2 }],
  'ladder, mediating': [ladder, { stages, prior: 'mediator' }],
  'ladder, as published but small': [
    ladder,
    { ...referenceLadder, stages: [{ size: 8, width: 4 }, ...stages], stem: 3 },
  ],
};
for (const [name, [definition, options]] of Object.entries(cases)) {
  describe(name, () => {
    const checks = imageModelChecks(definition, { shape: [8, 8, 1], options });
    for (const check of checks) test(check.name, check.run);
  });
}

const make = (definition: AnyImageModel, shape: [number, number, number], options: unknown, parents = 12) =>
  definition.create(
    { shape, parents, random: new Random(1) },
    validate(definition.options, options, definition.name),
  );
const size = ({ shape }: tf.Tensor) => shape.reduce((a, b) => a * b, 1);
const parameters = (variables: Readonly<Record<string, tf.Variable>>) =>
  Object.values(variables).reduce((sum, variable) => sum + size(variable), 0);

test('sizes are those intended: .34 M and .9 M parameters, and the published 2.05 M with 87,104 latent variables', () => {
  expect(parameters(make(vae, [28, 28, 1], {}).variables) / 1e6).toBeCloseTo(0.34, 1);
  expect(parameters(make(vae, [64, 64, 1], { hidden: 128 }).variables) / 1e6).toBeCloseTo(0.9, 1);
  const reference = make(ladder, [32, 32, 1], referenceLadder);
  // The reference has 3 × 3 kernels on maps of one pixel, in four blocks of twice 64 × 64: eight in nine see the margin.
  const idle = 4 * 2 * 8 * 64 ** 2;
  expect((parameters(reference.variables) + idle) / 1e6).toBeCloseTo(2.05, 2);
  const latents = tf.tidy(() => {
    const noise = { random: new Random(1), temperature: 1 };
    return reference.sample(tf.zeros([1, 12]), noise).map(size);
  });
  expect(latents).toHaveLength(20);
  expect(latents.reduce((a, b) => a + b, 0)).toBe(87_104);
});

test.each([
  [28, 16, 1584],
  [64, 32, 1056],
])('at %d pixels the default models have %d and %d latent variables', (side, small, several) => {
  for (const [definition, expected] of [
    [vae, small],
    [ladder, several],
  ] as const) {
    const model = make(definition, [side, side, 1], {});
    const total = tf.tidy(() =>
      model
        .sample(tf.zeros([1, 12]), { random: new Random(1), temperature: 1 })
        .reduce((sum, z) => sum + size(z), 0),
    );
    expect(total).toBe(expected);
  }
});

test('a decoder whose parents scale begins as one whose parents only shift', () => {
  const [parents, z] = [tf.randomNormal([3, 12]) as tf.Tensor2D, tf.randomNormal([3, 16])];
  const decoded = (['shift', 'scale'] as const).map((conditioning) => {
    const model = make(vae, [28, 28, 1], { conditioning });
    if (conditioning === 'scale') expect(Object.keys(model.variables)).toContain('decoder.0.scale.weight');
    // Weights are drawn in the order of their making, so each takes those of the other by name.
    for (const [name, variable] of Object.entries(model.variables))
      if (!name.includes('.scale'))
        variable.assign(tf.sin(tf.range(0, size(variable))).reshape(variable.shape));
    return model.decode([z], parents).mean.dataSync();
  });
  expect(decoded[1]).toEqual(decoded[0]);
});

test('what parents add to the latent variables cancels where they are as they were, and moves an image where not', () => {
  const model = make(vae, [8, 8, 1], { channels: [4, 6], conditioning: 'latent' }, 2);
  const x = tf.randomUniform([3, 8, 8, 1]) as tf.Tensor4D;
  const pa = tf.tensor2d([
    [1, -1],
    [-1, 1],
    [1, 1],
  ]);
  const meanOf = (given: tf.Tensor2D) => {
    const { latents } = model.pass(x, pa, null);
    return model.decode([latents[0]!.z], given).mean.dataSync();
  };
  const [before, flipped] = [meanOf(pa), meanOf(pa.neg())];
  const { 'decoder.offset.weight': offset } = model.variables;
  // Another effect of the parents: nothing that was left as it was may notice.
  offset!.assign(offset!.mul(3).add(0.5));
  const [after, moved] = [meanOf(pa), meanOf(pa.neg())];
  const distance = (a: ArrayLike<number>, b: ArrayLike<number>) =>
    Array.from(a).reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);
  expect(distance(after, before)).toBeLessThan(1e-5);
  expect(distance(flipped, before)).toBeGreaterThan(1e-3);
  expect(distance(moved, flipped)).toBeGreaterThan(1e-3);
});

test('images that a model cannot take', () => {
  expect(() => make(vae, [27, 28, 1], {})).toThrow(
    /E_IMAGE_SHAPE: image model "vae" halves the image 2 times/,
  );
  expect(() => make(ladder, [28, 30, 1], {})).toThrow(
    /E_IMAGE_SHAPE: image model "ladder": takes square images/,
  );
  expect(() => make(ladder, [32, 32, 1], {})).toThrow(/a stage of 14 does not divide 32/);
});
