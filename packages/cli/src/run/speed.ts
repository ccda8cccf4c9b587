import { type Backend, corePlugin, createRegistry, Random, uniformTensor } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';

const BATCH = 64;
const WARM_UP = 3;

/**
 * How fast the current backend trains: images per second of the digits' encoder with batches of 64.
 *
 * @param seconds in all, of which up to three steps and a third of the time do not count; two steps are taken at least
 */
export async function trainingSpeed(backend: Backend, seconds: number): Promise<number> {
  const random = new Random(1);
  const classes = 2;
  const encoder = createRegistry()
    .use(corePlugin)
    .create('encoder', 'digit-net', { inputShape: [28, 28, 1], width: classes, random });
  const optimiser = tf.train.adam(1e-3);
  const x = uniformTensor(random, [BATCH, 28, 28, 1]);
  const classOf = Array.from({ length: BATCH }, (_, i) => i % classes);
  const y = tf.tidy(() => tf.oneHot(classOf, classes).toFloat());
  const step = backend.compile((images: tf.Tensor, labels: tf.Tensor) => {
    const loss = () =>
      tf.losses.softmaxCrossEntropy(
        labels,
        encoder.apply(images, { training: true }) as tf.Tensor,
      ) as tf.Scalar;
    return optimiser.minimize(loss, true) as tf.Scalar;
  });
  const once = async () => {
    const loss = await step(x, y);
    await loss.data();
    loss.dispose();
  };
  try {
    const start = performance.now();
    for (let i = 0; i < WARM_UP && (i === 0 || performance.now() - start < (seconds * 1000) / 3); i++)
      await once();
    const began = performance.now();
    let steps = 0;
    do {
      await once();
      steps++;
    } while (performance.now() - start < seconds * 1000);
    return (steps * BATCH) / ((performance.now() - began) / 1000);
  } finally {
    tf.dispose([x, y]);
    encoder.dispose();
    optimiser.dispose();
  }
}
