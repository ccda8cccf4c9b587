import type { Update } from '@mimmx/core';
import type * as tf from '@mimmx/core/tf';

/** A training whose whole state is in named variables, and whose randomness comes from the `Random` it was given. */
export interface Trainable {
  /** One update; draws its own batch. Several in one go where it has a `series`. */
  readonly update: Update;
  /** Everything needed to continue as if never stopped, by stable name. */
  readonly variables: Readonly<Record<string, tf.Variable>>;
  /** Settings worth recording, resolved. */
  readonly settings: Readonly<Record<string, unknown>>;
  dispose(): void;
}
