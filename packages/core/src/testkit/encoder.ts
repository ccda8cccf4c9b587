import type { EncoderDefinition } from '../contracts/index.ts';
import { validate } from '../registry/index.ts';
import { normalTensor, uniformTensor } from '../tensor/index.ts';
import { Random } from '../tensor/random.ts';
import * as tf from '../tf/index.ts';
import { assertThat } from './assert-that.ts';
import type { Check } from './check.ts';
import { definitionChecks } from './definition.ts';

/**
 * Conformance of an encoder: [batch, …inputShape] → [batch, width], the same weights for the same seed and others for
 * another, a gradient for every trainable weight, finite for images from 0 to 1.
 *
 * @param inputShape an image shape that it takes, as small as will do
 */
export function encoderChecks(
  definition: EncoderDefinition,
  { inputShape, options = {} }: { inputShape: readonly number[]; options?: unknown },
): Check[] {
  const owner = `encoder "${definition.name}"`;
  const make = (width: number, seed: number) =>
    definition.create(
      { inputShape, width, random: new Random(seed) },
      validate(definition.options, options, owner),
    );
  const images = (count: number) => uniformTensor(new Random(9), [count, ...inputShape]);
  const features = async (width: number, seed: number): Promise<number[]> => {
    const model = make(width, seed);
    const output = model.apply(images(2), { training: false }) as tf.Tensor;
    const values = [...(await output.data())];
    model.dispose();
    return values;
  };
  return [
    ...definitionChecks(definition, options),
    {
      name: 'maps images to features of the width asked for',
      async run() {
        for (const width of [1, 7]) {
          const model = make(width, 1);
          const output = model.apply(images(3), { training: true }) as tf.Tensor;
          assertThat(
            output.shape.join() === `3,${width}`,
            `${owner}: gave [${output.shape}], not [3,${width}].`,
          );
          assertThat((await output.data()).every(Number.isFinite), `${owner}: features are not finite.`);
          model.dispose();
        }
      },
    },
    {
      name: 'draws its weights from the random stream it is given',
      async run() {
        const [a, again, b] = [await features(4, 1), await features(4, 1), await features(4, 2)];
        assertThat(
          a.join() === again.join(),
          `${owner}: other features for the same seed. Seed every initializer.`,
        );
        assertThat(a.join() !== b.join(), `${owner}: the same features for another seed.`);
      },
    },
    {
      name: 'has a gradient for every trainable weight',
      async run() {
        const model = make(3, 1);
        const weights = model.trainableWeights.map((weight) => weight.read() as tf.Variable);
        const target = normalTensor(new Random(3), [4, 3]);
        const { grads } = tf.variableGrads(
          () => tf.sum(tf.mul(model.apply(images(4), { training: true }) as tf.Tensor, target)) as tf.Scalar,
          weights,
        );
        for (const weight of weights) {
          const gradient = grads[weight.name];
          assertThat(
            gradient !== undefined && gradient !== null,
            `${owner}: no gradient reaches ${weight.name}.`,
          );
        }
        model.dispose();
      },
    },
  ];
}
