import * as tf from '../../../tf/index.ts';
import { assertThat } from '../../assert-that.ts';
import type { Check } from '../../check.ts';
import { numbers } from '../../tensors.ts';
import type { Setup } from './setup.ts';

/** Every variable is listed, and only the right call moves it. */
export const variableChecks = ({ owner, create, each, batchOf }: Setup): Check[] => [
  each('lists every variable it makes', async (forms) => {
    const before = new Set(Object.keys(tf.engine().registeredVariables));
    const estimator = create(forms, 1);
    const listed = new Set([...estimator.variables, ...estimator.state].map((variable) => variable.name));
    const { x, y } = batchOf(forms, 2);
    tf.tidy(() => void [estimator.loss(x, y), estimator.estimate(x, y)]);
    const missing = Object.keys(tf.engine().registeredVariables).filter(
      (name) => !before.has(name) && !listed.has(name),
    );
    assertThat(
      missing.length === 0,
      `${owner}: ${missing.length} variables are neither in variables nor in state.`,
    );
  }),

  each('is trained by its loss alone', async (forms) => {
    const estimator = create(forms, 1);
    const { x, y } = batchOf(forms, 2);
    const all = async (list: readonly tf.Variable[]) =>
      list.length === 0
        ? []
        : numbers(() => tf.concat1d(list.map((variable) => variable.flatten() as tf.Tensor1D)));
    tf.tidy(() => void estimator.loss(x, y));
    const everything = [...estimator.variables, ...estimator.state];
    const before = await all(everything);
    tf.tidy(() => void estimator.estimate(x, y));
    const after = await all(everything);
    assertThat(
      after.every((v, i) => v === before[i]),
      `${owner}: estimate changes a variable.`,
    );
    const trainable = await all(estimator.variables);
    tf.tidy(() => void estimator.loss(x, y));
    const still = await all(estimator.variables);
    assertThat(
      still.every((v, i) => v === trainable[i]),
      `${owner}: loss assigns a trainable variable.`,
    );
    if (estimator.variables.length === 0) return;
    const { value: loss, grads } = tf.variableGrads(() => estimator.loss(x, y), [...estimator.variables]);
    loss.dispose();
    const untouched = estimator.variables.filter((variable) => !grads[variable.name]);
    tf.dispose(grads);
    assertThat(
      untouched.length === 0,
      `${owner}: the loss does not depend on ${untouched.length} of its variables.`,
    );
  }),
];
