import type { Batch, BatchSource, MethodData, Random, Task } from '@mimmx/core';
import { disposeBatch } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { groupsOf } from '@mimmx/data';
import type { ImageTable } from '../image-model/images.ts';
import type { TrainedGenerator } from './open.ts';

/** Batches on the host: images 0 to 1, attributes in codes and units, NaN where missing. */
type Rows = ImageTable & { readonly attributes: Record<string, Float64Array> };

export interface CounterfactualBatches {
  readonly task: Task;
  readonly open: () => Promise<TrainedGenerator>;
  readonly pixelNoise: number;
  /** Share of rows whose confounders are drawn anew; the others go through the null intervention. */
  readonly share: number;
  readonly random: Random;
  /** `replaced`: each row in the place of its factual one. `paired`: below them, in a batch twice as long. */
  readonly form: 'replaced' | 'paired';
}

/**
 * Data whose batches go through a generator: confounders drawn anew, evenly over their classes and whatever y is, so that
 * they say nothing of it; and *every* other row through the null intervention, so that having been drawn by a generator
 * says nothing either (2308.04553 and 2407.21674 show that it becomes a shortcut of its own).
 */
export const withCounterfactuals = (data: MethodData, settings: CounterfactualBatches): MethodData => ({
  set: (role) => data.set(role),
  holdOut: (fraction) => data.holdOut(fraction),
  pass: (set, batchSize) => data.pass(set, batchSize),
  batches: (set, draw, more) => throughGenerator(data.batches(set, draw, more), settings),
});

function throughGenerator(source: BatchSource, settings: CounterfactualBatches): BatchSource {
  const { form } = settings;
  return {
    batchSize: source.batchSize * (form === 'paired' ? 2 : 1),
    sampling: source.sampling,
    reweigh: (weights) => source.reweigh(weights),
    async next() {
      const batch = await source.next();
      const made = await counterfactualOf(batch, settings);
      if (form === 'replaced') {
        disposeBatch(batch);
        return made;
      }
      const joined = joinBatches(batch, made);
      disposeBatch(batch);
      disposeBatch(made);
      return joined;
    },
  };
}

/** A batch under interventions, labels and groups included. */
export async function counterfactualOf(batch: Batch, settings: CounterfactualBatches): Promise<Batch> {
  const { task, open, random, share, pixelNoise } = settings;
  const { generator, nodes } = await open();
  const rows = await readBatch(batch, task);
  const count = batch.y.shape[0];
  const changed = Array.from({ length: count }, () => random.uniform() < share);
  const values = Object.fromEntries(
    nodes.map((name) => {
      const attribute = generator.scm.attributes[name]!;
      const own = rows.attributes[name]!;
      const draw = (): number =>
        attribute.kind === 'categorical'
          ? random.integer(attribute.labels.length)
          : generator.encoding.unscale(name, 1.8 * random.uniform() - 0.9);
      return [name, own.map((value, i) => (changed[i] || Number.isNaN(value) ? draw() : value))];
    }),
  );
  const { images, attributes } = await generator.counterfactual(rows, { do: values, pixelNoise, random });
  return writeBatch(batch, images, attributes, task);
}

async function readBatch({ x, y, z, known }: Batch, task: Task): Promise<Rows> {
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

function writeBatch(
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
    const codes = [
      attributes[task.y.name],
      ...task.z.filter(({ kind }) => kind === 'categorical').map(({ name }) => attributes[name]),
    ];
    const whole = task.y.kind === 'categorical' && codes.every((one) => one !== undefined);
    const group = whole
      ? tf.tensor1d(
          Int32Array.from({ length: batch.y.shape[0] }, (_, row) =>
            groups.index(codes.map((one) => (Number.isNaN(one![row]!) ? -1 : one![row]!))),
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

const joinBatches = (a: Batch, b: Batch): Batch =>
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
