import * as tf from '../../tf/index.ts';

interface GroupNormArgs {
  readonly groups: number;
  readonly epsilon?: number;
  readonly name?: string;
}

/**
 * Group normalisation (Wu & He, 2018, eq. 1–6) for [batch, …space, channels]: mean and variance over space and the
 * channels of a group, so that the result does not depend on the other images of the batch.
 */
export class GroupNorm extends tf.layers.Layer {
  static readonly className = 'GroupNorm';
  readonly groups: number;
  readonly epsilon: number;
  #gamma: tf.LayerVariable | null = null;
  #beta: tf.LayerVariable | null = null;

  constructor({ groups, epsilon = 1e-5, name }: GroupNormArgs) {
    super(name === undefined ? {} : { name });
    this.groups = groups;
    this.epsilon = epsilon;
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const shape = inputShape as tf.Shape;
    const channels = shape.at(-1)!;
    this.#gamma = this.addWeight('gamma', [channels], 'float32', tf.initializers.ones());
    this.#beta = this.addWeight('beta', [channels], 'float32', tf.initializers.zeros());
    this.built = true;
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape | tf.Shape[] {
    return inputShape;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = Array.isArray(inputs) ? inputs[0]! : inputs;
      const channels = x.shape.at(-1)!;
      const batch = x.shape[0]!;
      const space = x.shape.slice(1, -1).reduce((a, b) => a * b, 1);
      const grouped = tf.reshape(x, [batch, space, this.groups, channels / this.groups]);
      const mean = tf.mean(grouped, [1, 3], true);
      const centred = tf.sub(grouped, mean);
      const variance = tf.mean(tf.square(centred), [1, 3], true);
      const normal = tf.reshape(tf.mul(centred, tf.rsqrt(tf.add(variance, this.epsilon))), x.shape);
      return tf.add(tf.mul(normal, this.#gamma!.read()), this.#beta!.read());
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), groups: this.groups, epsilon: this.epsilon };
  }
}
