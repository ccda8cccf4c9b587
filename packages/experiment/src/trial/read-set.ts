import { type Backend, type Batch, disposeBatch, type Method, type Task } from '@mimmx/core';
import { evaluationBatches, type ImageStore, type SampleSet } from '@mimmx/data';
import type * as tf from '@tensorflow/tfjs';

/** Everything a method says of the images of one set, row-major. */
export interface SetReading {
  /** Probabilities of y, or its value. */
  readonly prediction: Float32Array;
  readonly columns: number;
  readonly features: Float32Array;
  readonly width: number;
  /** Probabilities of each confounder's own head on f_y; none where it does not fit. */
  readonly switched: readonly Float32Array[];
}

/** Reads sets with one method: its `read`, compiled once. Every image is encoded once. */
export type SetReader = (set: SampleSet) => Promise<SetReading>;

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
  return async (set) => {
    const rows = set.rows.length;
    const matrices = new Map<string, Float32Array>();
    const widths = new Map<string, number>();
    for await (const { batch, indices } of evaluationBatches(set, Math.min(batchSize, rows), {
      task,
      images,
      pad: true,
    })) {
      const keep = async (name: string, tensor: tf.Tensor2D): Promise<void> => {
        const width = tensor.shape[1];
        const values = (await tensor.data()) as Float32Array;
        const whole = matrices.get(name) ?? new Float32Array(rows * width);
        whole.set(values.subarray(0, indices.length * width), indices[0]! * width);
        matrices.set(name, whole);
        widths.set(name, width);
        tensor.dispose();
      };
      const { prediction, features, switched } = await read(batch);
      await keep('prediction', prediction);
      await keep('features', features);
      for (const [i, head] of switched.entries()) await keep(`switched ${i}`, head);
      disposeBatch(batch);
    }
    return {
      prediction: matrices.get('prediction')!,
      columns: widths.get('prediction')!,
      features: matrices.get('features')!,
      width: widths.get('features')!,
      switched: task.z.flatMap((_, i) => matrices.get(`switched ${i}`) ?? []),
    };
  };
}
