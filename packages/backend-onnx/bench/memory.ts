import { compile, configure } from '@mimmx/backend-onnx';
import * as tf from '@mimmx/core/tf';

/** Resident size over 20,000 compiled steps of a small model: flat after step 2,000, or something leaks. */
configure({ threads: 1 });
await tf.setBackend('onnx');
const model = tf.sequential({
  layers: [
    tf.layers.dense({ units: 64, activation: 'relu', inputShape: [32] }),
    tf.layers.dense({ units: 1 }),
  ],
});
const optimiser = tf.train.adam(1e-3);
const step = compile(
  (x: tf.Tensor, y: tf.Tensor) =>
    optimiser.minimize(
      () => tf.losses.meanSquaredError(y, model.apply(x, { training: true }) as tf.Tensor).asScalar(),
      true,
    ) as tf.Tensor,
);
const x = tf.randomNormal([64, 32]);
const y = tf.randomNormal([64, 1]);
let start = 0;
for (let i = 1; i <= 20_000; i++) {
  (await step(x, y)).dispose();
  if (i % 2000 !== 0) continue;
  const megabytes = process.memoryUsage().rss / 1e6;
  if (i === 2000) start = megabytes;
  const change = ((100 * (megabytes - start)) / start).toFixed(1);
  console.log(
    `${String(i).padStart(6)} steps  ${megabytes.toFixed(0)} MB  ${change} %  ${tf.memory().numTensors} tensors`,
  );
}
