import type { Backend, Random } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { takeRows } from '../scm/attributes.ts';
import { negativeElbo } from './elbo.ts';
import type { ImageModel } from './image-model.ts';
import { countImages, type ImageTable, pixelsOf, toTensor } from './images.ts';
import type { ParentEncoding } from './parent-encoding.ts';

/** The evidence lower bound of a model on a table. */
export interface ElboReport {
  /** −ln p(x | z, parents) in nats per pixel. */
  readonly nll: number;
  /** KL of each level in nats per image. */
  readonly kl: Readonly<Record<string, number>>;
  /** nll + β · Σ KL / pixels, nats per pixel. */
  readonly nelbo: number;
  /** Levels that say nothing of the image: KL below 0.01 nat. */
  readonly collapsed: readonly string[];
}

/** Below this KL in nats, a level carries nothing. */
const COLLAPSED = 0.01;

export interface MeasureElboContext {
  readonly model: ImageModel;
  readonly table: ImageTable;
  readonly encoding: ParentEncoding;
  readonly backend: Pick<Backend, 'compile'>;
  readonly random: Random;
  readonly beta?: number;
  readonly batchSize?: number;
}

/** Mean over all rows, with one draw of the latent variables each. The last incomplete batch is left out, if there are others. */
export async function measureElbo(context: MeasureElboContext): Promise<ElboReport> {
  const { model, table, encoding, backend, random, beta = 1, batchSize = 128 } = context;
  const count = countImages(table);
  const size = Math.min(batchSize, count);
  const step = backend.compile((x: tf.Tensor, parents: tf.Tensor) => {
    const { nll, kl } = negativeElbo(
      model,
      x as tf.Tensor4D,
      parents as tf.Tensor2D,
      { random, temperature: 1 },
      { beta },
    );
    return tf.stack([nll, ...kl]);
  });
  const sums = new Float64Array(1 + model.levels.length);
  let batches = 0;
  for (let from = 0; from + size <= count; from += size) {
    const rows = Int32Array.from({ length: size }, (_, i) => from + i);
    const x = toTensor(pixelsOf(table, rows), table.shape);
    const parents = tf.tensor2d(encoding.encode(takeRows(table.attributes, rows)), [size, encoding.width]);
    const values = await step(x, parents);
    for (const [i, value] of (await values.data()).entries()) sums[i]! += value;
    tf.dispose([x, parents, values]);
    batches++;
  }
  const pixels = table.shape.reduce((a, b) => a * b, 1);
  const nll = sums[0]! / batches;
  const kl = Object.fromEntries(model.levels.map((level, i) => [level, sums[i + 1]! / batches]));
  const total = Object.values(kl).reduce((a, b) => a + b, 0);
  return {
    nll,
    kl,
    nelbo: nll + (beta * total) / pixels,
    // A model without a bound of its own pays no KL, and carries everything.
    collapsed: model.train ? [] : model.levels.filter((level) => kl[level]! < COLLAPSED),
  };
}
