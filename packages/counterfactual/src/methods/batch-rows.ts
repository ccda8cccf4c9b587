import { type Batch, cellCodes, type Factor, makesCells, type Task } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { groupsOf } from '@mimmx/data';
import type { ImageTable } from '../image-model/images.ts';

/** Batches on the host: images 0 to 1, attributes in codes and units, NaN where missing. */
export type Rows = ImageTable & { readonly attributes: Record<string, Float64Array> };

/** Takes a batch to the host. */
export async function readBatch({ x, y, z, known }: Batch, task: Task): Promise<Rows> {
  const factors = [task.y, ...task.z];
  const columns = await Promise.all(
    [y, ...z].map(async (tensor, i) => {
      const [values, seen] = [await tensor.data(), i === 0 ? null : await known[i - 1]!.data()];
      const factor = factors[i]!;
      return Float64Array.from(values, (value, row) => {
        if (seen && seen[row] === 0) return Number.NaN;
        return factor.kind === 'categorical' ? value : value * factor.sd + factor.mean;
      });
    }),
  );
  return {
    shape: x.shape.slice(1) as unknown as ImageTable['shape'],
    images: (await x.data()) as Float32Array,
    attributes: Object.fromEntries(factors.map(({ name }, i) => [name, columns[i]!])),
  };
}

/** A factor in the unit of batches, and the way there from its own. */
function standardBins(factor: Factor): { factor: Factor; standard: (value: number) => number } {
  if (factor.kind === 'categorical' || !factor.bins) return { factor, standard: (value) => value };
  const { mean, sd, bins } = factor;
  const standard = (value: number) => Math.fround((value - mean) / sd);
  return { factor: { ...factor, bins: { ...bins, edges: bins.edges.map(standard) } }, standard };
}

/** A batch like another, of these images and attributes, groups included. */
export function writeBatch(
  batch: Batch,
  images: Float32Array,
  attributes: Readonly<Record<string, Float64Array>>,
  task: Task,
): Batch {
  return tidyBatch(() => {
    const z = task.z.map((factor, i) => {
      const values = attributes[factor.name];
      if (!values) return batch.z[i]!.clone();
      return factor.kind === 'categorical'
        ? tf.tensor1d(Int32Array.from(values), 'int32')
        : tf.tensor1d(Float32Array.from(values, (value) => (value - factor.mean) / factor.sd));
    });
    const groups = groupsOf(task);
    const factors = [task.y, ...task.z.filter(makesCells)];
    const whole =
      task.y.kind === 'categorical' && factors.every(({ name }) => attributes[name] !== undefined);
    // As `stratumCodes` does: numbers and borders standardised in single precision, so that a value on a border keeps its bin.
    const own = factors.map(standardBins);
    const columns = own.map(({ factor, standard }) =>
      Float32Array.from(attributes[factor.name] ?? [], standard),
    );
    const codes = cellCodes(
      own.map(({ factor }) => factor),
      columns,
    ).map((one) => one.codes);
    const group = whole
      ? tf.tensor1d(
          Int32Array.from({ length: batch.y.shape[0] }, (_, row) =>
            groups.index(codes.map((one) => one[row]!)),
          ),
          'int32',
        )
      : batch.group.clone();
    return {
      x: tf.tensor(images, batch.x.shape),
      y: batch.y.clone(),
      z,
      known: task.z.map(({ name }, i) =>
        attributes[name] ? tf.onesLike(batch.known[i]!) : batch.known[i]!.clone(),
      ),
      rows: batch.rows.clone(),
      group,
    };
  });
}

/** One batch below another. */
export const joinBatches = (a: Batch, b: Batch): Batch =>
  tidyBatch(() => {
    const join = <T extends tf.Tensor>(one: T, other: T) => tf.concat([one, other], 0) as T;
    return {
      x: join(a.x, b.x),
      y: join(a.y, b.y),
      z: a.z.map((one, i) => join(one, b.z[i]!)),
      known: a.known.map((one, i) => join(one, b.known[i]!)),
      rows: join(a.rows, b.rows),
      group: join(a.group, b.group),
    };
  });

/** `tf.tidy` does not know lists that are read only. */
const tidyBatch = (make: () => Batch): Batch =>
  tf.tidy(() => make() as unknown as tf.TensorContainer) as unknown as Batch;
