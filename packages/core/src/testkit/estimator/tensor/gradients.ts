import { Random } from '../../../tensor/random.ts';
import * as tf from '../../../tf/index.ts';
import { assertThat } from '../../assert-that.ts';
import type { Check } from '../../check.ts';
import { numbers } from '../../tensors.ts';
import { draw, sideTensor } from '../tasks.ts';
import { BATCH, type Setup } from './setup.ts';

/** Half the width of a finite difference: smaller ones drown in float32. */
const STEP = 0.04;

/** Gradients against finite differences along a random direction. */
export const gradientChecks = ({ owner, definition, create, each, batchOf }: Setup): Check[] => [
  each('the gradient of its loss is that of its value', async (forms) => {
    const own = new Random(1);
    const estimator = create(forms, own);
    if (estimator.variables.length === 0) return;
    const { x, y } = batchOf(forms, 2);
    // Averages that move with each call, and the numbers it draws, are put back, so that every call is the first.
    const start = tf.tidy(() => estimator.state.map((variable) => tf.keep(tf.add(variable, 0))));
    const drawn = own.state;
    const restart = () => {
      own.state = drawn;
      for (const [i, variable] of estimator.state.entries()) variable.assign(start[i]!);
    };
    const values = await Promise.all(
      estimator.variables.map(async (variable) => (await variable.data()).slice()),
    );
    const loss = async () => {
      restart();
      return (await numbers(() => estimator.loss(x, y)))[0]!;
    };
    restart();
    const { value: unused, grads } = tf.variableGrads(() => estimator.loss(x, y), [...estimator.variables]);
    unused.dispose();
    const random = new Random(12);
    const directions = values.map((list) => Float32Array.from(list, () => random.normal()));
    const norm = Math.sqrt(directions.flatMap((d) => [...d]).reduce((sum, v) => sum + v * v, 0));
    let slope = 0;
    for (const [i, variable] of estimator.variables.entries()) {
      const gradient = await grads[variable.name]!.data();
      for (const [j, g] of gradient.entries()) slope += (g * directions[i]![j]!) / norm;
    }
    tf.dispose(grads);
    const shifted = async (step: number) => {
      for (const [i, variable] of estimator.variables.entries()) {
        const moved = Float32Array.from(values[i]!, (v, j) => v + (step * directions[i]![j]!) / norm);
        tf.tidy(() => variable.assign(tf.tensor(moved, variable.shape)));
      }
      return loss();
    };
    const difference = ((await shifted(STEP)) - (await shifted(-STEP))) / (2 * STEP);
    tf.dispose(start);
    assertClose(owner, 'the gradient of the loss', slope, difference);
  }),

  each('the gradient with respect to x is that of its estimate', async (forms) => {
    if (!definition.differentiable || forms.x.kind !== 'continuous') return;
    const random = new Random(1);
    const estimator = create(forms, random);
    const { x, y } = batchOf(forms, 2);
    tf.tidy(() => void estimator.loss(x, y));
    const state = random.state;
    const estimate = (given: tf.Tensor) => {
      random.state = state;
      return estimator.estimate(given, y);
    };
    const direction = tf.tidy(() => {
      const raw = sideTensor(draw(forms, BATCH, new Random(13)).x);
      return tf.div(raw, tf.norm(raw));
    });
    const [slope] = await numbers(() => tf.sum(tf.mul(tf.grad(estimate)(x), direction)));
    const at = async (step: number) =>
      (await numbers(() => estimate(tf.add(x, tf.mul(direction, step)))))[0]!;
    const difference = ((await at(STEP)) - (await at(-STEP))) / (2 * STEP);
    assertClose(owner, 'the gradient with respect to x', slope!, difference);
  }),
];

/** A slope against its finite difference, to 5 % of the larger and what float32 leaves of nothing. */
function assertClose(owner: string, what: string, slope: number, difference: number): void {
  const size = Math.max(Math.abs(slope), Math.abs(difference));
  const close = Number.isFinite(slope) && Math.abs(slope - difference) < 0.05 * size + 3e-4;
  assertThat(
    close,
    `${owner}: ${what} is ${slope} along a random direction, a finite difference gives ${difference}.`,
  );
}
