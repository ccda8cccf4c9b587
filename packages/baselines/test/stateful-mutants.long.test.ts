import type { Batch } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { afterEach, describe, expect, it, vi } from 'vitest';

// Each of these pieces is the right one unless a test below puts a wrong one in its place.
const pieces = vi.hoisted(() => ({}) as Record<string, ((...given: never[]) => unknown) | undefined>);
const swap =
  (name: string, right: (...given: never[]) => unknown) =>
  (...given: never[]) =>
    (pieces[name] ?? right)(...given);
vi.mock('../src/adversarial/reverse-gradient.ts', async (original) => {
  const { reverseGradient } = await original<typeof import('../src/adversarial/reverse-gradient.ts')>();
  return { reverseGradient: swap('reverseGradient', reverseGradient as never) };
});
vi.mock('../src/failure/row-losses.ts', async (original) => {
  const { createRowLosses } = await original<typeof import('../src/failure/row-losses.ts')>();
  return { createRowLosses: swap('createRowLosses', createRowLosses as never) };
});
vi.mock('../src/two-stage/error-set.ts', async (original) => {
  const right = await original<typeof import('../src/two-stage/error-set.ts')>();
  return {
    createClassReader: swap('createClassReader', right.createClassReader as never),
    countsWithCopies: swap('countsWithCopies', right.countsWithCopies as never),
  };
});
vi.mock('../src/normalisation/metadata.ts', async (original) => {
  const { createMetadata } = await original<typeof import('../src/normalisation/metadata.ts')>();
  return { createMetadata: swap('createMetadata', createMetadata as never) };
});
vi.mock('../src/second-network/hsic.ts', async (original) => {
  const { unbiasedHsic } = await original<typeof import('../src/second-network/hsic.ts')>();
  return { unbiasedHsic: swap('unbiasedHsic', unbiasedHsic as never) };
});

const { REFERENCES } = await import('./stateful-references.ts');
const { createMetadata } = await vi.importActual<typeof import('../src/normalisation/metadata.ts')>(
  '../src/normalisation/metadata.ts',
);

afterEach(() => {
  for (const name of Object.keys(pieces)) delete pieces[name];
});

describe('the references hold for the methods as they are', () => {
  it.each(Object.keys(REFERENCES))('%s', (name) => REFERENCES[name]!());
});

describe('a wrong piece is found by a reference', () => {
  const wrong: readonly [string, string, string, (...given: never[]) => unknown][] = [
    [
      'a gradient reversal with the wrong sign',
      'dann',
      'reverseGradient',
      (x: tf.Tensor, scale: number) =>
        tf.customGrad((input) => ({
          value: tf.clone(input as tf.Tensor),
          gradFunc: (dy: tf.Tensor | tf.Tensor[]) => tf.mul(dy as tf.Tensor, scale),
        }))(x),
    ],
    [
      'a gradient reversal that passes the gradient on',
      'dann',
      'reverseGradient',
      (x: tf.Tensor) => tf.clone(x),
    ],
    [
      'an adversary that nothing reaches, since features and loss are cut apart',
      'an adversary that learns',
      'reverseGradient',
      (x: tf.Tensor) => tf.zerosLike(x),
    ],
    [
      'LfF without moving averages',
      'lff',
      'createRowLosses',
      () => ({
        state: [],
        relative: (_: tf.Tensor1D, y: tf.Tensor1D, losses: tf.Tensor1D) => {
          const maxima = [0, 1].map((c) =>
            tf.max(tf.mul(losses, tf.cast(tf.equal(y, tf.scalar(c, 'int32')), 'float32'))),
          );
          return tf.div(losses, tf.gather(tf.stack(maxima), y));
        },
        dispose: () => {},
      }),
    ],
    [
      'LfF without the class maxima',
      'lff',
      'createRowLosses',
      () => ({
        state: [],
        relative: (_rows: tf.Tensor1D, _y: tf.Tensor1D, losses: tf.Tensor1D) => losses,
        dispose: () => {},
      }),
    ],
    [
      'JTT that counts a wrong row λ times',
      'jtt',
      'countsWithCopies',
      (y: Int32Array, predicted: Int32Array, copies: number) =>
        Float32Array.from(y, (label, i) => (predicted[i] === label ? 1 : copies)),
    ],
    [
      'JTT that counts the right rows',
      'jtt',
      'countsWithCopies',
      (y: Int32Array, predicted: Int32Array, copies: number) =>
        Float32Array.from(y, (label, i) => (predicted[i] === label ? 1 + copies : 1)),
    ],
    [
      'MDN that takes y’s columns out, too',
      'mdn',
      'createMetadata',
      (...given: Parameters<typeof createMetadata>) => {
        const right = createMetadata(...given);
        return {
          ...right,
          kept: 0,
          removed: right.kept + right.removed,
          keep: () => tf.zeros([10, 0]),
          remove: (batch: Batch) => tf.concat([right.keep(batch), right.remove(batch)], 1),
        };
      },
    ],
    [
      'MDN that regresses on the confounder alone',
      'mdn',
      'createMetadata',
      (...given: Parameters<typeof createMetadata>) => {
        const right = createMetadata(...given);
        const alone = Float64Array.from(right.inverse, (_, i) => (i === 8 ? 4 : 0));
        return { ...right, inverse: alone };
      },
    ],
    [
      'HSIC by the biased estimate with its diagonals',
      'rebias',
      'unbiasedHsic',
      (x: tf.Tensor2D, y: tf.Tensor2D) => {
        const kernel = (m: tf.Tensor2D) => {
          const squares = tf.sum(tf.square(m), 1, true) as tf.Tensor2D;
          const d = tf.sub(tf.add(squares, tf.transpose(squares)), tf.mul(tf.matMul(m, m, false, true), 2));
          return tf.exp(tf.mul(d, -0.5));
        };
        return tf.mean(tf.mul(kernel(x), kernel(y)));
      },
    ],
  ];
  it.each(wrong)('%s', async (_, reference, piece, mutant) => {
    pieces[piece] = mutant;
    await expect(REFERENCES[reference]!()).rejects.toThrow();
  });
});
