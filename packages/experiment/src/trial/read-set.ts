import { type Backend, type Batch, disposeBatch, type Method, MimmxError, type Task } from '@mimmx/core';
import type * as tf from '@mimmx/core/tf';
import { evaluationBatches, type ImageStore, type SampleSet, subset } from '@mimmx/data';

/** Everything a method says of the images of one set, row-major. */
export interface SetReading {
  /** The samples whose images could be read, to which all else belongs: as a rule the set itself. */
  readonly set: SampleSet;
  /** Their indices into the set that was asked for, ascending. */
  readonly samples: Int32Array;
  /** Probabilities of y, or its value. */
  readonly prediction: Float32Array;
  readonly columns: number;
  readonly features: Float32Array;
  readonly width: number;
  /** Probabilities of each confounder's own head on f_y; none where it does not fit. */
  readonly switched: readonly Float32Array[];
}

/**
 * Reads sets with one method: its `read`, compiled once. Every image is encoded once. One that cannot be read is left
 * out, and no other stands for it.
 *
 * @throws E_INTERRUPTED if `signal` aborts
 * @throws E_NO_ROWS if no image of the set can be read
 */
export type SetReader = (set: SampleSet, signal?: AbortSignal) => Promise<SetReading>;

export function createReader(
  method: Pick<Method, 'read'>,
  {
    backend,
    task,
    images,
    batchSize,
  }: { backend: Pick<Backend, 'compile'>; task: Task; images: ImageStore; batchSize: number },
): SetReader {
  const read = backend.compile((batch: Batch) => {
    const { prediction, features, switched = [] } = method.read(batch.x, batch);
    return { prediction, features, switched };
  });
  return async (set, signal) => {
    const rows = set.rows.length;
    const samples: number[] = [];
    const matrices = new Map<string, Float32Array>();
    const widths = new Map<string, number>();
    for await (const { batch, indices } of evaluationBatches(set, Math.min(batchSize, rows), {
      task,
      images,
      pad: true,
    })) {
      if (signal?.aborted) {
        disposeBatch(batch);
        throw new MimmxError('E_INTERRUPTED', `Stopped while set "${set.name}" was read.`);
      }
      const keep = async (name: string, tensor: tf.Tensor2D): Promise<void> => {
        const width = tensor.shape[1];
        const values = (await tensor.data()) as Float32Array;
        const whole = matrices.get(name) ?? new Float32Array(rows * width);
        whole.set(values.subarray(0, indices.length * width), samples.length * width);
        matrices.set(name, whole);
        widths.set(name, width);
        tensor.dispose();
      };
      const { prediction, features, switched } = await read(batch);
      await keep('prediction', prediction);
      await keep('features', features);
      for (const [i, head] of switched.entries()) await keep(`switched ${i}`, head);
      disposeBatch(batch);
      for (const index of indices) samples.push(index);
    }
    if (samples.length === 0) {
      throw new MimmxError(
        'E_NO_ROWS',
        `None of the ${rows} images of set "${set.name}" can be read. Mend the files that quarantine.csv lists.`,
      );
    }
    const matrix = (name: string): Float32Array | undefined =>
      matrices.get(name)?.subarray(0, samples.length * widths.get(name)!);
    const kept = Int32Array.from(samples);
    return {
      set: samples.length < rows ? subset(set, kept) : set,
      samples: kept,
      prediction: matrix('prediction')!,
      columns: widths.get('prediction')!,
      features: matrix('features')!,
      width: widths.get('features')!,
      switched: task.z.flatMap((_, i) => matrix(`switched ${i}`) ?? []),
    };
  };
}

/** A sentence on the images of a set that cannot be read. */
export function lostNotes(set: SampleSet, { samples }: Pick<SetReading, 'samples'>): string[] {
  const lost = set.rows.length - samples.length;
  return lost > 0
    ? [`Set "${set.name}": ${lost} of ${set.rows.length} images cannot be read and are in no result.`]
    : [];
}
