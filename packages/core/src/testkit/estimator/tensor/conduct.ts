import type { TensorEstimator } from '../../../contracts/index.ts';
import { Random } from '../../../tensor/random.ts';
import * as tf from '../../../tf/index.ts';
import { assertThat } from '../../assert-that.ts';
import type { Check } from '../../check.ts';
import { copyVariables, numbers, watchTensors, withoutReading } from '../../tensors.ts';
import { BATCH, type Setup } from './setup.ts';

/** Scalars, nothing read or left behind, and nothing drawn or kept in secret. */
export const conductChecks = ({ owner, definition, create, each, batchOf, value }: Setup): Check[] => [
  each('gives finite scalars', async (forms) => {
    const estimator = create(forms, 1);
    const { x, y } = batchOf(forms, 2);
    for (const what of ['loss', 'estimate'] as const) {
      for (const weights of [undefined, tf.ones([BATCH]) as tf.Tensor1D]) {
        const result = tf.tidy(() => estimator[what](x, y, weights));
        assertThat(
          result.rank === 0,
          `${owner}: ${what} has the shape [${result.shape}], not that of a scalar.`,
        );
        const [number] = await result.data();
        assertThat(Number.isFinite(number), `${owner}: ${what} is ${number}.`);
      }
    }
  }),

  each('reads no value and leaves no tensor behind', async (forms) => {
    const estimator = create(forms, 1);
    const { x, y } = batchOf(forms, 2);
    const watched = watchTensors();
    try {
      for (let i = 0; i < 2; i++) {
        tf.tidy(() => withoutReading(owner, () => void [estimator.loss(x, y), estimator.estimate(x, y)]));
      }
      const { left } = watched;
      assertThat(
        left.length === 0,
        `${owner}: two calls leave ${left.length} tensors behind: ${left.join(', ')}.`,
      );
    } finally {
      watched.end();
    }
  }),

  each('draws everything from its own Random', async (forms) => {
    const batch = batchOf(forms, 2);
    const one = create(forms, 1);
    const other = create(forms, 1);
    const [a, b] = [await value(one, batch), await value(other, batch)];
    assertThat(a === b, `${owner}: two estimators made under one seed give ${a} and ${b}.`);
  }),

  each('remembers nothing outside its variables and state', async (forms) => {
    const [random, otherRandom] = [new Random(1), new Random(2)];
    const [one, other] = [create(forms, random), create(forms, otherRandom)];
    for (let i = 0; i < 3; i++) {
      const { x, y } = batchOf(forms, 20 + i);
      tf.tidy(() => void one.loss(x, y));
    }
    copyVariables([...one.variables, ...one.state], [...other.variables, ...other.state]);
    otherRandom.state = random.state;
    const batch = batchOf(forms, 30);
    const [a, b] = [await value(one, batch), await value(other, batch)];
    assertThat(a === b, `${owner}: continued from its saved state it gives ${b}, undisturbed ${a}.`);
    if (!definition.differentiable || forms.x.kind !== 'continuous') return;
    // What a moving average does shows in the gradient alone.
    otherRandom.state = random.state;
    const gradient = (estimator: TensorEstimator) =>
      numbers(() => tf.grad((x) => estimator.estimate(x, batch.y))(batch.x));
    const [c, d] = [await gradient(one), await gradient(other)];
    assertThat(
      c.every((g, i) => g === d[i]),
      `${owner}: continued from its saved state its gradient is another.`,
    );
  }),
];
