import type { Backend } from '@mimmx/core';
import type * as tf from '@mimmx/core/tf';
import { countImages, type ImageTable, pixelsOf, toTensor } from '../image-model/images.ts';
import type { Attribute } from '../scm/attributes.ts';

/** Reads attributes from images. Its weights stay as they are while an image model is tuned by it. */
export interface Predictor {
  readonly name: string;
  readonly attributes: readonly Attribute[];
  /**
   * Logits [batch, classes] of each categorical attribute, the value on −1 to 1, [batch, 1], of each continuous one.
   * Static and differentiable in x.
   *
   * @param x images on −1 to 1, [batch, height, width, channels]
   */
  outputs(x: tf.Tensor4D): Readonly<Record<string, tf.Tensor2D>>;
  /** What the last layer sees, [batch, width], where there is such a thing. */
  features?(x: tf.Tensor4D): tf.Tensor2D;
  readonly variables: Readonly<Record<string, tf.Variable>>;
}

/** Number of outputs of an attribute. */
export const outputsOf = (attribute: Attribute): number =>
  attribute.kind === 'categorical' ? attribute.labels.length : 1;

/** Outputs of all rows: by attribute, row-major [rows × outputs]. */
export type Predictions = Readonly<Record<string, Float64Array>>;

/** Applies a function of images to all rows of a table, batch by batch; one array per name. */
export async function readAll(
  of: (x: tf.Tensor4D) => Readonly<Record<string, tf.Tensor2D>>,
  table: Pick<ImageTable, 'images' | 'shape' | 'attributes'>,
  backend: Pick<Backend, 'compile'>,
  batchSize = 256,
): Promise<Predictions> {
  const count = countImages(table);
  const step = backend.compile((x: tf.Tensor) => ({ ...of(x as tf.Tensor4D) }));
  const results: Record<string, Float64Array> = {};
  for (let from = 0; from < count; from += batchSize) {
    const rows = Int32Array.from({ length: Math.min(batchSize, count - from) }, (_, i) => from + i);
    const x = toTensor(pixelsOf(table, rows), table.shape);
    const outputs = (await step(x)) as Record<string, tf.Tensor2D>;
    for (const [name, tensor] of Object.entries(outputs)) {
      const width = tensor.shape[1];
      results[name] ??= new Float64Array(count * width);
      results[name].set(await tensor.data(), from * width);
      tensor.dispose();
    }
    x.dispose();
  }
  return results;
}

/** A predictor's outputs on all rows of a table. */
export const predictAll = (
  predictor: Predictor,
  table: Pick<ImageTable, 'images' | 'shape' | 'attributes'>,
  backend: Pick<Backend, 'compile'>,
): Promise<Predictions> => readAll((x) => predictor.outputs(x), table, backend);

/** Softmax of each row. @param logits row-major [rows × classes] */
export function probabilitiesOf(logits: Float64Array, classes: number): Float64Array {
  const result = new Float64Array(logits.length);
  for (let at = 0; at < logits.length; at += classes) {
    let highest = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < classes; k++) highest = Math.max(highest, logits[at + k]!);
    let sum = 0;
    for (let k = 0; k < classes; k++) {
      result[at + k] = Math.exp(logits[at + k]! - highest);
      sum += result[at + k]!;
    }
    for (let k = 0; k < classes; k++) result[at + k]! /= sum;
  }
  return result;
}
