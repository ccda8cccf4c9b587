import * as tf from '../../../tf/index.ts';

/**
 * Batch normalisation by the moments that it was given, in training too, with the four variables of `BatchNormalization`
 * in its order and none of them trained.
 */
export class FrozenNorm extends tf.layers.Layer {
  static readonly className = 'FrozenNorm';
  readonly epsilon: number;
  #own: tf.LayerVariable[] = [];

  constructor({ epsilon, name }: { readonly epsilon: number; readonly name?: string }) {
    super(name === undefined ? {} : { name });
    this.epsilon = epsilon;
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const channels = (inputShape as tf.Shape).at(-1)!;
    const { ones, zeros } = tf.initializers;
    this.#own = [
      ['gamma', ones()],
      ['beta', zeros()],
      ['moving_mean', zeros()],
      ['moving_variance', ones()],
    ].map(([name, initial]) =>
      this.addWeight(name as string, [channels], 'float32', initial as never, undefined, false),
    );
    this.built = true;
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape | tf.Shape[] {
    return inputShape;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = Array.isArray(inputs) ? inputs[0]! : inputs;
      const [gamma, beta, mean, variance] = this.#own.map((one) => one.read());
      const scale = tf.mul(gamma!, tf.rsqrt(tf.add(variance!, this.epsilon)));
      return tf.add(tf.mul(x, scale), tf.sub(beta!, tf.mul(mean!, scale)));
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), epsilon: this.epsilon };
  }
}
