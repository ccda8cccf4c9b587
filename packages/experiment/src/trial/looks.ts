import type { SavedTensor } from '@mimmx/core';

/** What the weights predicted on validation data at one moment of a training. */
export interface Look {
  readonly step: number;
  /** Indices of the validation samples whose images could be read; all as a rule. */
  readonly samples: Int32Array;
  readonly values: Float32Array;
  readonly features: Float32Array;
  readonly width: number;
}

type Saved = Readonly<Record<string, SavedTensor>>;

const matrix = (values: Float32Array, columns: number): SavedTensor => ({
  shape: [values.length / columns, columns],
  dtype: 'float32',
  values,
});

/** Looks, and the weights that may yet be judged, as tensors of a checkpoint. @param rows validation samples in all */
export function savedLooks(looks: readonly Look[], kept: ReadonlyMap<number, Saved>, rows: number): Saved {
  const saved: Record<string, SavedTensor> = {};
  for (const { step, samples, values, features, width } of looks) {
    if (samples.length < rows)
      saved[`look/${step}/samples`] = { shape: [samples.length], dtype: 'int32', values: samples };
    saved[`look/${step}/values`] = matrix(values, values.length / samples.length);
    saved[`look/${step}/features`] = matrix(features, width);
  }
  for (const [step, variables] of kept)
    for (const [name, tensor] of Object.entries(variables)) saved[`kept/${step}/${name}`] = tensor;
  return saved;
}

/** The inverse of `savedLooks`. */
export function restoredLooks(saved: Saved, rows: number): { looks: Look[]; kept: Map<number, Saved> } {
  const every = Int32Array.from({ length: rows }, (_, i) => i);
  const looks: Look[] = [];
  const kept = new Map<number, Saved>();
  for (const [name, tensor] of Object.entries(saved)) {
    const [what, at, ...rest] = name.split('/');
    const step = Number(at);
    if (what === 'kept') kept.set(step, { ...kept.get(step), [rest.join('/')]: tensor });
    if (what !== 'look' || rest[0] !== 'values') continue;
    const features = saved[`look/${at}/features`]!;
    looks.push({
      step,
      samples: (saved[`look/${at}/samples`]?.values as Int32Array | undefined) ?? every,
      values: tensor.values as Float32Array,
      features: features.values as Float32Array,
      width: features.shape[1]!,
    });
  }
  return { looks, kept };
}
