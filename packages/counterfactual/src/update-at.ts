import { type CompiledFunction, readMetrics, type Update } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';

/**
 * The update of a training whose inputs follow from how many updates were made, so that nothing but its variables has to
 * be kept; several in one go where the step can do that, and is the only one.
 *
 * @param done number of updates so far, a scalar that every step counts up
 * @param steps take turns
 * @param inputsAt what a step is given after that many updates; disposed of here
 */
export function updateAt<Inputs extends [] | (tf.Tensor | tf.Tensor[])[]>(
  done: tf.Variable<tf.Rank.R0>,
  steps: readonly CompiledFunction<Inputs, Record<string, tf.Scalar>>[],
  inputsAt: (updates: number) => NoInfer<Inputs>,
): Update {
  const made = async () => (await done.data())[0]!;
  const update: Update = async () => {
    const updates = await made();
    const inputs = inputsAt(updates);
    const report = await steps[updates % steps.length]!(...inputs);
    tf.dispose(inputs);
    return readMetrics(report);
  };
  const series = steps.length === 1 ? steps[0]!.series : undefined;
  if (!series) return update;
  return Object.assign(update, {
    async series(count: number) {
      const from = await made();
      const calls = Array.from({ length: count }, (_, i) => inputsAt(from + i));
      const reports = await series(calls);
      tf.dispose(calls);
      return Promise.all(reports.map(readMetrics));
    },
  });
}
