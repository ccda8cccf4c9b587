import { type CompiledFunction, readMetrics, type Update } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';

/**
 * The update of a training whose inputs follow from how many updates were made, so that nothing but its variables has to
 * be kept; several in one go where the step can do that, and is the only one.
 *
 * @param done number of updates so far, a scalar that every step counts up
 * @param steps take turns
 * @param inputsAt what a step is given after that many updates; disposed of here. If it throws, none of the updates that
 *   were asked for together is made
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
    try {
      return await readMetrics(await steps[updates % steps.length]!(...inputs));
    } finally {
      tf.dispose(inputs);
    }
  };
  const series = steps.length === 1 ? steps[0]!.series : undefined;
  if (!series) return update;
  return Object.assign(update, {
    async series(count: number) {
      const from = await made();
      const calls: Inputs[] = [];
      try {
        for (let i = 0; i < count; i++) calls.push(inputsAt(from + i));
        const reports = await series(calls);
        return await Promise.all(reports.map(readMetrics));
      } finally {
        tf.dispose(calls);
      }
    },
  });
}
