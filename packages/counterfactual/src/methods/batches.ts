import type { Batch, BatchSource, MethodData, Random, Task } from '@mimmx/core';
import { disposeBatch } from '@mimmx/core';
import { joinBatches, readBatch, writeBatch } from './batch-rows.ts';
import type { TrainedGenerator } from './open.ts';

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
