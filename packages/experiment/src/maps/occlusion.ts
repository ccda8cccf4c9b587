import type { Factor } from '@mimmx/core';
import { type ImageStore, type SampleSet, subset } from '@mimmx/data';
import { linearReadout, type ProbeTarget } from '@mimmx/evaluation';
import type { Model } from '../model/index.ts';
import { CELLS, coveredStore } from './covered.ts';

/** What one answer about one image hangs on. */
export interface OcclusionMap {
  /** Place of the image among those that were chosen. */
  readonly image: number;
  /** Whose answer: y, or a confounder as a fresh linear probe reads it from f_y. */
  readonly factor: string;
  /** The class that was said of the whole image, or the number. */
  readonly said: string | number;
  /** Its probability; null for a number. */
  readonly probability: number | null;
  /**
   * By how much covering each cell lowers that probability, or changes the number in standard deviations of the factor;
   * row by row. Negative where covering raises it.
   */
  readonly values: readonly number[];
}

/** Maps of one trained method. */
export interface MethodMaps {
  readonly method: string;
  readonly seed: number;
  readonly maps: readonly OcclusionMap[];
}

/** What is needed of a trained model. */
export type ReadableModel = Pick<Model, 'method' | 'seed' | 'task' | 'shape' | 'readSet'>;

/**
 * What the prediction, and the read-out of each confounder from f_y, hang on in a few images: each part of an image is
 * covered in turn by the mean grey (Zeiler & Fergus, 2014). Confounders are read by a fresh linear probe that is fitted to
 * the features of the set's other patients, whatever heads the method has.
 *
 * @param set in which y and the confounders are independent
 * @param chosen places of the images in that set
 */
export async function occlusionMaps(
  model: ReadableModel,
  set: SampleSet,
  images: ImageStore,
  chosen: Int32Array,
): Promise<MethodMaps> {
  const { task, shape, method, seed } = model;
  const shown = subset(set, chosen);
  const { pixels, samples } = await images.read(shown, Int32Array.from(chosen.keys()));
  const cells = CELLS * CELLS + 1;
  const expanded = subset(
    shown,
    Int32Array.from({ length: samples.length * cells }, (_, i) => samples[Math.floor(i / cells)]!),
  );
  const covered = await model.readSet(
    expanded,
    coveredStore(pixels.subarray(0, samples.length * sizeOf(shape)), shape),
  );
  const whole = await model.readSet(set, images);
  const patients = new Set(shown.patients);
  const fitted = Int32Array.from(
    [...whole.set.rows.keys()].filter((row) => !patients.has(whole.set.patients[row]!)),
  );

  const answers: { factor: Factor; values: Float32Array | Float64Array; columns: number }[] = [
    { factor: task.y, values: covered.prediction, columns: covered.columns },
  ];
  task.z.forEach((factor, i) => {
    const known = fitted.filter((row) => isKnown(factor, whole.set.z[i]![row]!));
    const target = targetOf(
      factor,
      Float64Array.from(known, (row) => whole.set.z[i]![row]!),
    );
    if (!target) return;
    const features = Float64Array.from(
      [...known].flatMap((row) => [...whole.features.subarray(row * whole.width, (row + 1) * whole.width)]),
    );
    const values = linearReadout({ features, width: whole.width, target }, covered.features);
    answers.push({ factor, values, columns: target.kind === 'classes' ? target.classes : 1 });
  });
  const maps = answers.flatMap(({ factor, values, columns }) =>
    Array.from(samples, (image, at) =>
      mapOf(factor, values.subarray(at * cells * columns, (at + 1) * cells * columns), columns, image),
    ),
  );
  return { method, seed, maps };
}

const sizeOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

/** A class is a code from 0 on; a number is not NaN. */
const isKnown = ({ kind }: Factor, value: number): boolean =>
  kind === 'categorical' ? value >= 0 : !Number.isNaN(value);

/** z as a probe reads it; null if all rows are alike, so that there is nothing to read. */
function targetOf(factor: Factor, values: Float64Array): ProbeTarget | null {
  if (new Set(values).size < 2) return null;
  return factor.kind === 'continuous'
    ? { kind: 'number', values }
    : { kind: 'classes', codes: Int32Array.from(values), classes: factor.classes };
}

function mapOf(
  factor: Factor,
  values: Float32Array | Float64Array,
  columns: number,
  image: number,
): OcclusionMap {
  const first = values.subarray(0, columns);
  const code = factor.kind === 'categorical' ? first.indexOf(Math.max(...first)) : 0;
  const whole = first[code]!;
  const unit = factor.kind === 'categorical' ? 1 : factor.sd;
  return {
    image,
    factor: factor.name,
    said: factor.kind === 'categorical' ? factor.labels[code]! : whole,
    probability: factor.kind === 'categorical' ? whole : null,
    values: Array.from(
      { length: CELLS * CELLS },
      (_, cell) => (whole - values[(cell + 1) * columns + code]!) / unit,
    ),
  };
}
