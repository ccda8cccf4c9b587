import { MimmxError, Random } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { describeModel, type Model, type ModelDescription, outputsOf } from '@mimmx/experiment';

/** How far an exported model may be from the trained one, of a number's size. */
const TOLERANCE = 1e-5;
const IMAGES = 3;

/** Numbers that an exported model gave for one output. */
export type Found = ArrayLike<number>;

/** A trained model with images of noise, and what it says of them. */
export interface Witnessed {
  readonly description: ModelDescription;
  /** Shape of the images, batch first. */
  readonly shape: readonly number[];
  readonly pixels: Float32Array;
  /**
   * How far other outputs are from the model's, relative to 1 + the number's size.
   *
   * @param found by the names of the description's outputs
   * @param where they were computed, for the error
   * @throws E_EXPORT if it is more than 1e-5
   */
  difference(found: Readonly<Record<string, Found | undefined>>, where: string): number;
}

/** Asks a model about three images of noise. */
export async function witnessed(model: Model): Promise<Witnessed> {
  const size = model.shape.reduce((a, b) => a * b, IMAGES);
  const random = new Random(model.seed + 1);
  const pixels = Float32Array.from({ length: size }, () => random.uniform());
  const shape = [IMAGES, ...model.shape];
  const wanted = tf.tidy(() => outputsOf(model.read(tf.tensor(pixels, shape))));
  const description = describeModel(
    model,
    wanted.map((tensor) => tensor.shape[1]!),
  );
  const own: Found[] = [];
  for (const tensor of wanted) own.push((await tensor.data()) as Float32Array);
  tf.dispose(wanted);
  return {
    description,
    shape,
    pixels,
    difference(found, where) {
      let most = 0;
      for (const [i, { name }] of description.outputs.entries()) {
        const given = found[name];
        Array.from(own[i]!).forEach((value, at) => {
          const off = Math.abs(value - (given?.[at] ?? Number.NaN)) / (1 + Math.abs(value));
          // NaN counts as far off.
          if (!(off <= most)) most = off;
        });
      }
      if (most <= TOLERANCE) return most;
      throw new MimmxError(
        'E_EXPORT',
        `The exported model of "${model.method}" differs from the trained one by ${most.toExponential(1)} in ${where}, more than ${TOLERANCE}. Nothing was written; report this.`,
      );
    },
  };
}
