import type { Batch, BatchSource, Task } from '@mimmx/core';
import { MimmxError, Random, type RandomState } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import type { Augmentation } from './augment/index.ts';
import type { ImageStore } from './images.ts';
import { createSampler, type SamplerOptions, type SamplerState } from './sampler.ts';
import type { SampleSet } from './samples.ts';

/** Where a source stands, as JSON: after the last batch that was taken. */
export interface BatchSourceState {
  readonly sampler: SamplerState;
  readonly augmentation: RandomState;
}

/** A {@link BatchSource} that can be stopped and continued in the middle of an epoch. */
export interface ResumableBatchSource extends BatchSource {
  readonly state: BatchSourceState;
  /** Continues as a source of the same set and options would after the batch at which `state` was read. */
  restore(state: BatchSourceState): void;
  /** Milliseconds that `next` has waited for images so far. */
  readonly waited: number;
}

export interface BatchSourceOptions extends SamplerOptions {
  readonly set: SampleSet;
  readonly task: Task;
  readonly images: ImageStore;
  /** Source of the order and of the augmentation. */
  readonly random: Random;
  readonly augment?: Augmentation;
  /** Batches made ahead of use. Default 2. */
  readonly prefetch?: number;
}

/**
 * Endless training batches of a set, each sample as often as its sampling says (contracts/batch.ts).
 *
 * @throws E_BATCH_SIZE, E_EMPTY_CELL
 * @example
 * const batches = createBatchSource({
 *   set: splits.train, task, images: createImageStore(dataset),
 *   sampling: 'group-balanced', batchSize: 128, random: new Random(1),
 * });
 * const batch = await batches.next();
 */
export function createBatchSource(options: BatchSourceOptions): ResumableBatchSource {
  const { set, task, images, sampling, batchSize, random, augment, prefetch = 2 } = options;
  const sampler = createSampler(set, options, random.fork());
  const augmentation = random.fork();
  const position = (): BatchSourceState => ({ sampler: sampler.state, augmentation: augmentation.state });

  const prepare = () => {
    const indices = sampler.next();
    const own = new Random(augmentation.seed());
    const content = images.read(set, indices, 'replace').then((read) => {
      for (let i = 0; augment && i < indices.length; i++) {
        augment(read.pixels.subarray(i * images.size, (i + 1) * images.size), images.shape, own);
      }
      return read;
    });
    // A failure is reported by the `next` that takes this batch, not as an unhandled rejection before it.
    content.catch(() => undefined);
    return { content, after: position() };
  };

  const rewind = (state: BatchSourceState) => {
    queue = [];
    sampler.state = state.sampler;
    augmentation.state = state.augmentation;
  };

  let queue: ReturnType<typeof prepare>[] = [];
  let taken = position();
  let waited = 0;
  return {
    batchSize,
    sampling: typeof sampling === 'string' ? sampling : 'weighted',
    reweigh: (weights) => {
      // What was drawn ahead was drawn by the old weights.
      rewind(taken);
      sampler.reweigh(weights);
      taken = position();
    },
    next: async () => {
      const current = queue.shift() ?? prepare();
      while (queue.length < prefetch) queue.push(prepare());
      const start = performance.now();
      const { pixels, samples } = await current.content;
      waited += performance.now() - start;
      taken = current.after;
      // The samples that were really read: a replacement has the group in common, not every label.
      return makeBatch(set, task, samples, pixels, images.shape);
    },
    get state() {
      return taken;
    },
    restore: (state) => {
      rewind(state);
      taken = position();
    },
    get waited() {
      return waited;
    },
  };
}

/** One batch of an evaluation, with the samples of the set that it holds. */
export interface EvaluationBatch {
  readonly batch: Batch;
  /** Indices into the set, ascending, [count]. Samples of the set that are in no batch have no image. */
  readonly indices: Int32Array;
}

/**
 * Every sample of a set once, in order, except those whose image turns out to be unreadable: they are in no batch, and
 * no other image stands for them. With `pad` a batch is filled up with repetitions of its last sample, so that all
 * batches have one shape; `indices` lists the real ones, which come first. The caller disposes of each batch.
 */
export async function* evaluationBatches(
  set: SampleSet,
  size: number,
  { task, images, pad = false }: { task: Task; images: ImageStore; pad?: boolean },
): AsyncGenerator<EvaluationBatch> {
  if (!Number.isInteger(size) || size < 1) {
    throw new MimmxError('E_BATCH_SIZE', `Batch size ${size} is not a whole number of 1 or more.`);
  }
  const count = set.rows.length;
  for (let start = 0; start < count; start += size) {
    const end = Math.min(start + size, count);
    const asked = Int32Array.from({ length: end - start }, (_, i) => start + i);
    const read = await images.read(set, asked);
    const indices = read.samples.filter((sample) => sample >= 0);
    if (indices.length === 0) continue;
    const drawn = pad ? Int32Array.from({ length: size }, (_, i) => indices[i] ?? indices.at(-1)!) : indices;
    const pixels =
      drawn.length === asked.length && drawn.every((sample, i) => sample === asked[i])
        ? read.pixels
        : pick(
            read.pixels,
            drawn.map((sample) => sample - start),
            images.size,
          );
    yield { batch: makeBatch(set, task, drawn, pixels, images.shape), indices };
  }
}

/** The images at these places of many. */
function pick(pixels: Float32Array, places: Int32Array, size: number): Float32Array {
  const picked = new Float32Array(places.length * size);
  places.forEach((place, at) => {
    picked.set(pixels.subarray(place * size, (place + 1) * size), at * size);
  });
  return picked;
}

function makeBatch(
  set: SampleSet,
  task: Task,
  indices: Int32Array,
  pixels: Float32Array,
  shape: readonly number[],
): Batch {
  const columns = set.z.map((values, i) => {
    const factor = task.z[i];
    const known = Float32Array.from(indices, (sample) => {
      const value = values[sample] ?? Number.NaN;
      return Number.isNaN(value) || (values instanceof Int32Array && value < 0) ? 0 : 1;
    });
    const { mean, sd } = factor?.kind === 'continuous' ? factor : { mean: 0, sd: 1 };
    const codes =
      values instanceof Int32Array
        ? indices.map((sample) => Math.max(values[sample] ?? 0, 0))
        : Float32Array.from(indices, (sample, at) =>
            known[at] ? ((values[sample] ?? mean) - mean) / sd : 0,
          );
    return { codes, known };
  });
  const { y } = task;
  return {
    x: tf.tensor(pixels, [indices.length, ...shape]),
    y:
      y.kind === 'continuous'
        ? tf.tensor1d(
            Float32Array.from(indices, (sample) => ((set.target?.[sample] ?? y.mean) - y.mean) / y.sd),
          )
        : tf.tensor1d(
            indices.map((sample) => set.y[sample] ?? 0),
            'int32',
          ),
    z: columns.map(({ codes }) => tf.tensor1d(codes, codes instanceof Int32Array ? 'int32' : 'float32')),
    known: columns.map(({ known }) => tf.tensor1d(known)),
    rows: tf.tensor1d(indices, 'int32'),
    group: tf.tensor1d(
      indices.map((sample) => set.group[sample] ?? -1),
      'int32',
    ),
  };
}
