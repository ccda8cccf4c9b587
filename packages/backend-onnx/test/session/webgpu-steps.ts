import { compile, configure, type Device, type OnnxBackend } from '@mimmx/backend-onnx';
import * as tf from '@mimmx/core/tf';

/** Trains a small network on a device, in a process of its own, and prints its losses and where its weights are. */
configure({ device: process.argv[2] as Device, threads: 1 });
await tf.setBackend('onnx');
const seeded = (seed: number) => ({ kernelInitializer: tf.initializers.glorotUniform({ seed }) });
const model = tf.sequential({
  layers: [
    tf.layers.conv2d({ inputShape: [12, 12, 1], filters: 4, kernelSize: 3, padding: 'same', ...seeded(1) }),
    tf.layers.batchNormalization(),
    tf.layers.reLU(),
    tf.layers.maxPooling2d({ poolSize: 2 }),
    tf.layers.conv2d({ filters: 8, kernelSize: 3, strides: 2, activation: 'relu', ...seeded(2) }),
    tf.layers.globalAveragePooling2d({}),
    tf.layers.dense({ units: 3, ...seeded(3) }),
  ],
});
const optimiser = tf.train.adam(0.01);
const step = compile(
  (x: tf.Tensor, y: tf.Tensor) =>
    optimiser.minimize(() => {
      const logits = model.apply(x, { training: true }) as tf.Tensor;
      return tf.losses.softmaxCrossEntropy(tf.oneHot(y as tf.Tensor1D, 3), logits).asScalar();
    }, true) as tf.Tensor,
);
const pixels = Float32Array.from({ length: 8 * 144 }, (_, i) => Math.sin(i * i * 0.37));
const x = tf.tensor(pixels, [8, 12, 12, 1]);
const y = tf.tensor([0, 1, 2, 0, 1, 2, 0, 1], [8], 'int32');
const losses: number[] = [];
for (let i = 0; i < 10; i++) losses.push(...(await (await step(x, y)).data()));
const last = model.trainableWeights.at(-2)?.read() as tf.Variable;
const { tensor } = (tf.backend() as OnnxBackend).record(last.dataId).value;
const place = (tensor as { location: string }).location;
console.log(JSON.stringify({ losses, place, weights: [...(await last.data())] }));
