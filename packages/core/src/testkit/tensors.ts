import type { Random } from '../tensor/random.ts';
import * as tf from '../tf/index.ts';
import { assertThat } from './assert-that.ts';

/** Runs `make` in a tidy and returns the numbers of its result. */
export async function numbers(make: () => tf.Tensor): Promise<number[]> {
  const result = tf.tidy(make);
  const values = Array.from(await result.data());
  result.dispose();
  return values;
}

/** Standard normal features, [rows, width], times `scale`. */
export const features = (random: Random, rows: number, width: number, scale = 1): tf.Tensor2D =>
  tf.tensor2d(
    Float32Array.from({ length: rows * width }, () => scale * random.normal()),
    [rows, width],
  );

/**
 * Runs `body` while reading a tensor's value is an error, as it is while a step is compiled. A value that is read
 * would be frozen into the compiled step.
 */
export function withoutReading<T>(owner: string, body: () => T): T {
  const engine = tf.engine() as unknown as { readSync?: unknown; read?: unknown };
  const refuse = () => {
    throw new Error(`${owner} reads the value of a tensor, which is impossible in a compiled step.`);
  };
  engine.readSync = refuse;
  engine.read = refuse;
  try {
    return body();
  } finally {
    // The methods of the prototype show again.
    delete engine.readSync;
    delete engine.read;
  }
}

/** Tensors that are made from now on and still there, by shape and type; {@link WatchedTensors.end} stops it. */
export interface WatchedTensors {
  readonly left: readonly string[];
  end(): void;
}

/** Watches tensors come and go, so that a leak is named: a count alone leaves the author guessing. */
export function watchTensors(): WatchedTensors {
  interface Books {
    trackTensor?(tensor: tf.Tensor, backend: unknown): void;
    disposeTensor?(tensor: tf.Tensor): void;
  }
  const engine = tf.engine() as unknown as Books;
  const { trackTensor, disposeTensor } = engine;
  const there = new Map<number, string>();
  // A variable that is assigned to goes and comes under the number that it had.
  const newest = tf.tidy(() => tf.scalar(0).id);
  engine.trackTensor = (tensor, backend) => {
    if (tensor.id > newest) there.set(tensor.id, `[${tensor.shape}] ${tensor.dtype}`);
    trackTensor?.call(engine, tensor, backend);
  };
  engine.disposeTensor = (tensor) => {
    there.delete(tensor.id);
    disposeTensor?.call(engine, tensor);
  };
  return {
    get left() {
      return [...there.values()];
    },
    end() {
      // The methods of the prototype show again.
      delete engine.trackTensor;
      delete engine.disposeTensor;
    },
  };
}

/** Gives the variables `to` the values of `from`, one by one. */
export function copyVariables(from: readonly tf.Variable[], to: readonly tf.Variable[]): void {
  assertThat(from.length === to.length, `One instance has ${from.length} variables, another ${to.length}.`);
  for (const [i, variable] of to.entries()) {
    tf.tidy(() => variable.assign(from[i]!.clone()));
  }
}
