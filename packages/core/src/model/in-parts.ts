import { MimmxError } from '../errors.ts';
import * as tf from '../tf/index.ts';

/** What is passed in parts: a function of rows, each of which comes out as it would alone. */
export interface Rows {
  readonly apply: (x: tf.Tensor) => tf.Tensor2D;
  /** What its gradients are taken for. */
  readonly variables: readonly tf.Variable[];
  /** Variables that it assigns in training. */
  readonly state: readonly tf.Variable[];
}

/**
 * The same function, so many rows at a time: forwards without keeping what backwards needs, which is computed once more
 * for each part, when the gradient of the whole batch has come back to it (gradient caching; Gao et al., 2021). Memory is
 * that of one part, the time a third more; gradients are those of the whole batch, whatever is done with the features
 * behind it. No gradient flows to x.
 *
 * @param most rows of a part
 */
export function inParts({ apply, variables, state }: Rows, most: number): Rows['apply'] {
  return (x) => {
    const rows = x.shape[0] as number;
    if (rows <= most) return apply(x);
    const starts = Array.from({ length: Math.ceil(rows / most) }, (_, i) => i * most);
    const part = (whole: tf.Tensor, start: number) =>
      tf.slice(whole, [start], [Math.min(most, rows - start)]);

    const forwards = (images: tf.Tensor): tf.Tensor2D => {
      const found: tf.Tensor2D[] = [];
      for (const start of starts) found.push(apply(after(found.slice(-1), part(images, start))));
      return tf.concat(found);
    };
    const backwards = (dy: tf.Tensor, images: tf.Tensor): tf.Tensor[] => {
      // Moving averages have taken this batch in already.
      const kept = state.map((variable) => tf.clone(variable));
      let sums: tf.Tensor[] | null = null;
      for (const start of starts) {
        const g = part(dy, start);
        const again = after(sums ?? [g], part(images, start));
        const { grads } = tf.engine().gradients(() => apply(again), [...variables], g as tf.Tensor2D, true);
        const own = grads.map((gradient, i) => gradient ?? tf.zeros(variables[i]!.shape));
        sums = sums ? sums.map((sum, i) => tf.add(sum, own[i]!)) : own;
      }
      for (const [i, variable] of state.entries()) variable.assign(kept[i]!);
      return sums as tf.Tensor[];
    };

    const whole = tf.customGrad((...given: unknown[]) => {
      const save = given.at(-1) as (tensors: tf.Tensor[]) => void;
      save([x]);
      return {
        value: forwards(x),
        gradFunc: ((dy: tf.Tensor, [images]: tf.Tensor[]) =>
          onOwnTape(() => backwards(dy, images!))) as never,
      };
    });
    return whole(...(variables as readonly tf.Tensor[])) as tf.Tensor2D;
  };
}

/** Gradients within a backward pass: TensorFlow.js ends a tape with the innermost of them, though the outer one reads on. */
const onOwnTape = <T>(job: () => T): T => {
  const { state } = tf.engine();
  if (state.gradientDepth > 0) return job();
  const tape = state.activeTape;
  try {
    return job();
  } finally {
    state.activeTape = tape;
  }
};

/**
 * `x`, to the bit, but not before all of `first` is known: parts must follow one another, or what they need lies in memory
 * at once; and what is computed once more must not be found to be the same and kept.
 */
const after = (first: readonly tf.Tensor[], x: tf.Tensor): tf.Tensor =>
  first.length === 0 ? x : tf.add(x, tf.addN(first.map(nothing)));

/** 0, which nobody can know before the tensor; NaN where that begins with it. */
const nothing = (tensor: tf.Tensor): tf.Tensor =>
  tf.minimum(tf.abs(tf.slice(tf.reshape(tensor, [-1]), [0], [1])), 0);

/** Layers that draw random numbers of their own: computed once more, they would give others. */
const RANDOM = ['Dropout', 'SpatialDropout1D', 'GaussianNoise', 'GaussianDropout', 'AlphaDropout'];

/** @throws E_OPTION if a layer is random */
export function requireSteady(model: tf.LayersModel): void {
  const layer = model.layers.find((one) => RANDOM.includes(one.getClassName()));
  if (!layer) return;
  throw new MimmxError(
    'E_OPTION',
    `training.microBatch computes the encoder twice, and its layer "${layer.name}" (${layer.getClassName()}) would be another the second time. Leave the layer out, or take a smaller training.batchSize instead.`,
  );
}
