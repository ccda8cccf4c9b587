import {
  type Batch,
  type BatchSource,
  type CompiledFunction,
  disposeBatch,
  type Metrics,
  type Update,
} from '../contracts/index.ts';
import type * as tf from '../tf/index.ts';
import { readMetrics } from './metrics.ts';

/**
 * The update that takes a batch and gives it to a compiled step; several in one go where the step can do that.
 *
 * @param seen hears the numbers of the last update of each go
 */
export function updateOn(
  batches: BatchSource,
  step: CompiledFunction<[Batch], Record<string, tf.Scalar>>,
  seen: (last: Metrics) => void = () => {},
): Update {
  const update = async (): Promise<Metrics> => {
    const batch = await batches.next();
    const scalars = await step(batch);
    disposeBatch(batch);
    const metrics = await readMetrics(scalars);
    seen(metrics);
    return metrics;
  };
  const { series } = step;
  if (!series) return update;
  return Object.assign(update, {
    async series(count: number): Promise<readonly Metrics[]> {
      const taken: Batch[] = [];
      for (let i = 0; i < count; i++) taken.push(await batches.next());
      const results = await series(taken.map((batch) => [batch]));
      for (const batch of taken) disposeBatch(batch);
      const list = await Promise.all(results.map(readMetrics));
      const last = list.at(-1);
      if (last) seen(last);
      return list;
    },
  });
}
