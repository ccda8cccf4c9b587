import { type Method, MimmxError, Random, type Task } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';

/** What a method answers to two images of noise, row-major. */
export interface Witness {
  readonly prediction: readonly number[];
  readonly features: readonly number[];
}

const IMAGES = 2;
/** Of a number's size: engines and their versions differ in the last digits of long sums. */
const TOLERANCE = 1e-3;

/** Reads two images of uniform noise, the same each time. */
export async function witnessOf(
  method: Pick<Method, 'read'>,
  { task, inputShape }: { readonly task: Task; readonly inputShape: readonly number[] },
): Promise<Witness> {
  const random = new Random(20);
  const size = inputShape.reduce((a, b) => a * b, IMAGES);
  const pixels = Float32Array.from({ length: size }, () => random.uniform());
  const [prediction, features] = tf.tidy(() => {
    const z = task.z.map(({ kind }) => tf.zeros([IMAGES], kind === 'categorical' ? 'int32' : 'float32'));
    const known = task.z.map(() => tf.zeros([IMAGES]));
    const confounders = { z: z as tf.Tensor1D[], known: known as tf.Tensor1D[] };
    const reading = method.read(tf.tensor(pixels, [IMAGES, ...inputShape]), confounders);
    return [reading.prediction, reading.features] as const;
  });
  try {
    return { prediction: [...(await prediction.data())], features: [...(await features.data())] };
  } finally {
    tf.dispose([prediction, features]);
  }
}

/** Whether two answers are the same but for rounding. */
const agree = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length &&
  a.every((value, i) => Math.abs(value - b[i]!) <= TOLERANCE * (1 + Math.abs(b[i]!)));

/** @throws E_MODEL if a model that was made again answers otherwise than it did when it was trained */
export function checkWitness(now: Witness, then: Witness, what: string): void {
  if (agree(now.prediction, then.prediction) && agree(now.features, then.features)) return;
  throw new MimmxError(
    'E_MODEL',
    `${what} answers otherwise than after its training: its method needs its data to be made, or a package has changed since. Use the versions in environment.json, or mimmx evaluate, which opens the data.`,
  );
}
