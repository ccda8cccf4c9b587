import * as tf from '@mimmx/core/tf';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { compile, configure } from '../../src/index.ts';
import { loadDouble } from './double.ts';
import type { Case, Draw, Tf } from './draw.ts';
import { elementwise } from './elementwise.ts';
import { fused, networks } from './networks.ts';
import { shaping } from './shaping.ts';

const cases: Readonly<Record<string, Case>> = { ...elementwise, ...shaping, ...networks, ...fused };

/** Kernels with a gradient that need no case here. */
const EXEMPT: Readonly<Record<string, string>> = {
  ComplexAbs: 'is refused, as all complex numbers are',
  Dilation2D: 'runs in JavaScript, on values that are at hand, and so not in a compiled function',
};

let double: Tf;
beforeAll(async () => {
  configure({ threads: 1 });
  await tf.setBackend('onnx');
  double = await loadDouble();
});

const weightsOf = (count: number): number[] => Array.from({ length: count }, (_, i) => Math.sin(1 + 1.7 * i));

/** Σ wᵢ·f(inputs)ᵢ, whose gradient tells every element of f's from every other. */
const weighted = (t: Tf, { apply }: Draw, inputs: tf.Tensor[]): tf.Scalar => {
  const y = apply(t, inputs);
  return t.sum(t.mul(t.reshape(y, [y.size]), t.tensor1d(weightsOf(y.size), 'float32'))) as tf.Scalar;
};

const tensorsOf = (t: Tf, { inputs }: Draw): tf.Tensor[] =>
  inputs.map(({ data, shape }) =>
    t.tensor(t === double ? data : Float32Array.from(data), [...shape], 'float32'),
  );

const gradientsOf = (draw: Draw, inputs: tf.Tensor[]): tf.Tensor[] =>
  tf.grads((...x: tf.Tensor[]) => weighted(tf, draw, x))(inputs);

const STEP = 1e-5;

/** Central differences in every coordinate of every input: wrong by STEP² and by rounding / STEP, about 1e-10 both. */
const differencesOf = (draw: Draw): number[] =>
  draw.inputs.flatMap(({ data, shape }, k) =>
    Array.from(data, (_, i) => {
      const moved = (step: number) =>
        double.tidy(() => {
          const list = tensorsOf(double, draw);
          const changed = Float64Array.from(data);
          changed[i] = (changed[i] as number) + step;
          list[k] = double.tensor(changed, [...shape], 'float32');
          return weighted(double, draw, list).dataSync()[0] as number;
        });
      return (moved(STEP) - moved(-STEP)) / (2 * STEP);
    }),
  );

// Float32 keeps seven digits, of which sums over a few hundred terms of either sign lose two.
const TOLERANCE = 1e-4;

const compare = (name: string, found: readonly number[], wanted: readonly number[], by: string): void => {
  expect(found.length, name).toBe(wanted.length);
  const size = Math.max(1, ...wanted.map(Math.abs));
  for (const [i, value] of wanted.entries()) {
    const error = Math.abs((found[i] as number) - value) / size;
    expect(error, `${name}: element ${i} is ${found[i]}, by ${by} ${value}`).toBeLessThan(TOLERANCE);
  }
};

const flat = async (tensors: tf.Tensor[]): Promise<number[]> =>
  (await Promise.all(tensors.map((tensor) => tensor.data()))).flatMap((list) => [...list]);

/** Several cases as one compiled function, since making a session is what takes time. */
const check = async (draws: Readonly<Record<string, Draw>>): Promise<void> => {
  const entries = Object.entries(draws);
  await tf.setBackend('cpu');
  const plain = new Map<string, number[]>();
  for (const [name, draw] of entries) {
    if (!draw.not?.cpu) plain.set(name, await flat(tf.tidy(() => gradientsOf(draw, tensorsOf(tf, draw)))));
  }
  await tf.setBackend('onnx');
  const all = compile((...lists: tf.Tensor[][]) =>
    entries.map(([, draw], i) => gradientsOf(draw, lists[i] ?? [])),
  );
  const found = await all(...entries.map(([, draw]) => tensorsOf(tf, draw)));
  for (const [i, [name, draw]] of entries.entries()) {
    const gradient = await flat(found[i] as tf.Tensor[]);
    if (!draw.not?.differences) compare(name, gradient, differencesOf(draw), 'differences');
    const other = plain.get(name);
    if (other) compare(name, gradient, other, 'cpu');
  }
};

test('the reference computes in float64', () => {
  const small = double.add(double.scalar(1), double.scalar(1e-12)).sub(1).dataSync()[0] as number;
  expect(small).toBeGreaterThan(0.9e-12);
});

test('every kernel that has a gradient has a case', () => {
  const recorded = tf
    .getKernelsForBackend('onnx')
    .map(({ kernelName }) => kernelName)
    .filter((name) => tf.getGradient(name));
  expect(recorded.length).toBeGreaterThan(90);
  expect(recorded.filter((name) => !cases[name] && !EXEMPT[name])).toEqual([]);
});

const GROUP = 4;
const names = Object.keys(cases);
const groups = Array.from({ length: Math.ceil(names.length / GROUP) }, (_, i) =>
  names.slice(i * GROUP, (i + 1) * GROUP),
);

describe('compiled gradients agree with differences in float64 and with cpu', () => {
  test.each(groups.map((group) => [group.join(' '), group] as const))('%s', (_, group) =>
    fc.assert(
      fc.asyncProperty(
        fc.record(Object.fromEntries(group.map((name) => [name, cases[name] as Case]))),
        check,
      ),
      { numRuns: 8, endOnFailure: true },
    ),
  );
});
