import { defineEncoder, options } from '../../contracts/index.ts';
import { MimmxError } from '../../errors.ts';
import * as tf from '../../tf/index.ts';

/**
 * Makes an encoder plugin of any `tf.LayersModel` (one of your own, or a converted Keras model): its output is
 * averaged over space if it has any, and mapped linearly to the features. Every training starts from a copy of the
 * model's weights.
 *
 * @param make returns the model, new at each call
 * @throws E_ENCODER if the model's input does not fit the images
 *
 * @example
 * const encoder = encoderFromModel('my-net', () => buildMyNet());
 * registry.use(definePlugin({ name: 'mine', provides: [encoder] }));
 */
export const encoderFromModel = <const Name extends string>(name: Name, make: () => tf.LayersModel) =>
  defineEncoder({
    name,
    summary: 'A tf.LayersModel of the user.',
    options: options({}),
    create({ inputShape, width, random }) {
      const model = make();
      const expected = model.inputs[0]?.shape.slice(1) ?? [];
      const fits =
        expected.length === inputShape.length &&
        expected.every((size, i) => size === null || size === inputShape[i]);
      if (model.inputs.length !== 1 || !fits) {
        throw new MimmxError(
          'E_ENCODER',
          `Encoder "${name}" takes images of [${expected}], the data set has [${inputShape}]. Resize the images or change the model.`,
        );
      }
      let x = model.outputs[0]!;
      if (x.shape.length === 4)
        x = tf.layers.globalAveragePooling2d({ dataFormat: 'channelsLast' }).apply(x) as tf.SymbolicTensor;
      else if (x.shape.length > 2) x = tf.layers.flatten().apply(x) as tf.SymbolicTensor;
      const kernelInitializer = tf.initializers.glorotUniform({ seed: random.seed() % 0x7fffffff });
      const output = tf.layers.dense({ units: width, kernelInitializer }).apply(x) as tf.SymbolicTensor;
      return tf.model({ inputs: model.inputs, outputs: output });
    },
  });
