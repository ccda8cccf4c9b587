import type { Metrics } from '../contracts/index.ts';
import type * as tf from '../tf/index.ts';

/** Reads named scalars and frees them. */
export async function readMetrics(scalars: Readonly<Record<string, tf.Scalar>>): Promise<Metrics> {
  const values = await Promise.all(Object.values(scalars).map((scalar) => scalar.data()));
  const metrics = Object.fromEntries(Object.keys(scalars).map((name, i) => [name, values[i]![0]!]));
  for (const scalar of Object.values(scalars)) scalar.dispose();
  return metrics;
}
