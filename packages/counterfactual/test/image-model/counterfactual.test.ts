import { normalTensor, Random, uniformTensor, validate } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { expect, test } from 'vitest';
import { counterfactualPass, effects, ladder, vae } from '../../src/index.ts';
import { cpu } from '../backends.ts';

await cpu.setup();

const random = new Random(1);
const x = uniformTensor(random, [2, 8, 8, 1]).sub(0.5) as tf.Tensor4D;
const parents = normalTensor(random, [2, 3]) as tf.Tensor2D;
const changed = parents.add(1) as tf.Tensor2D;
const largest = (a: tf.Tensor, b: tf.Tensor) => tf.tidy(() => a.sub(b).abs().max().dataSync()[0]!);
const small = vae.create(
  { shape: [8, 8, 1], parents: 3, random },
  validate(vae.options, { channels: [4, 4], hidden: 8, latent: 2 }, 'vae'),
);

test.each([1, 0.4, 0.1, 0])('with t_u = %d a null cycle leaves (1 − t_u)(x − μ) behind', (pixelNoise) => {
  const { images, pass } = counterfactualPass(small, x, parents, parents, { pixelNoise });
  const left = x.sub(pass.likelihood.mean).mul(1 - pixelNoise);
  expect(largest(x.sub(images), left)).toBeLessThan(1e-6);
});

test('the ratio of the pixel scales is held', () => {
  const flat = {
    ...small,
    decode: () => ({ mean: tf.zerosLike(x), logScale: tf.fill(x.shape, 5) as tf.Tensor4D }),
  };
  const { images, pass } = counterfactualPass(flat, x, parents, changed, { ratio: [0.5, 1.5] });
  expect(largest(images, tf.clipByValue(x.sub(pass.likelihood.mean).mul(1.5), -1, 1))).toBeLessThan(1e-6);
});

test('where latent variables mediate, effects add up at both ends, and only α = 1 keeps a null intervention', () => {
  const stages = [
    { size: 4, width: 4, blocks: 1, latent: 2 },
    { size: 1, width: 6, blocks: 1, latent: 2 },
  ];
  const model = ladder.create(
    { shape: [8, 8, 1], parents: 3, random },
    validate(ladder.options, { stages, prior: 'mediator', downsampling: 'pool' }, 'ladder'),
  );
  // Away from the first weights, under which the prior does not see the parents yet.
  for (const variable of Object.values(model.variables))
    tf.tidy(() => variable.assign(variable.add(normalTensor(random, variable.shape).mul(0.2))));
  const null1 = counterfactualPass(model, x, parents, parents, { alpha: 1 }).images;
  const null2 = counterfactualPass(model, x, parents, parents, { alpha: 0.65 }).images;
  expect(largest(null1, x)).toBeLessThan(1e-5);
  expect(largest(null2, x)).toBeGreaterThan(1e-3);
  const kept = effects(model, x, parents, changed, { alpha: 1 });
  expect(largest(kept.indirect, tf.zerosLike(x))).toBeLessThan(1e-5);
  expect(largest(kept.direct, kept.total)).toBeLessThan(1e-5);
  const mixed = effects(model, x, parents, changed, { alpha: 0.5 });
  expect(largest(mixed.indirect, tf.zerosLike(x))).toBeGreaterThan(1e-3);
});
