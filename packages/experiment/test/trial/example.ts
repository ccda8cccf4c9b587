import type { Checkpoint, TrialLine, TrialResult } from '../../src/trial/store.ts';
import type { Trial } from '../../src/trial/trial.ts';

/** A trial whose id is made of one number; two numbers may share the folder of the first two digits. */
export const trialOf = (n: number): Trial => ({
  id: (n * 0x1000193).toString(16).padStart(8, '0').repeat(4).slice(0, 32),
  dataset: { name: 'toy', options: {} },
  data: {} as Trial['data'],
  network: { confounderWidth: 2, headHidden: 0, standardise: true, bottleneck: { kind: 'none' } },
  encoder: { name: 'toy-net', options: { width: 2 } },
  method: { name: 'erm', options: { bound: Number.POSITIVE_INFINITY } },
  training: {} as Trial['training'],
  evaluation: {} as Trial['evaluation'],
  seed: n,
  tags: { method: 'a/b: =ERM', seed: n, strength: 0.9 },
});

export const checkpointOf = (step: number): Checkpoint => ({
  step,
  variables: {
    'encoder/kernel': { shape: [2, 2], dtype: 'float32', values: Float32Array.of(step, 0.1, -0, 1e-40) },
    'adam/step': { shape: [], dtype: 'int32', values: Int32Array.of(step) },
    mask: { shape: [3], dtype: 'bool', values: Uint8Array.of(1, 0, 1) },
    none: { shape: [0, 4], dtype: 'float32', values: new Float32Array() },
  },
  state: { random: { words: [1, 2, 3, 4294967295], spare: -0 }, best: Number.NaN, position: step },
});

export const lineOf = (step: number): TrialLine => ({
  step,
  kind: step % 2 === 0 ? 'watch' : 'train',
  values: { 'loss.y': 1 / step, 'mi.thickness': step === 1 ? Number.NaN : Number.NEGATIVE_INFINITY },
});

/** Two sets, one with classes and one with numbers, names with everything that tears a table. */
export const resultOf = ({ id, tags }: Trial, rows = 2): TrialResult => {
  const ids = Array.from({ length: rows }, (_, i) => (i === 0 ? 'a "quoted",\nbroken' : `image ${i} \ud800`));
  const each = <T>(of: (i: number) => T): T[] => ids.map((_, i) => of(i));
  return {
    id,
    tags,
    plugin: 'erm',
    settings: { lambda: Number.POSITIVE_INFINITY, names: ['x'] },
    rows: [
      { set: 'balanced', measure: 'accuracy', value: 0.5, low: 0.25, high: 0.75, count: rows },
      {
        set: 'balanced',
        measure: 'auroc',
        value: null,
        low: null,
        high: null,
        count: rows,
        note: 'one class',
      },
    ],
    selected: { rule: 'last', step: 20, value: null },
    timing: { updateMs: 1.5, trainingSeconds: 2, waitingSeconds: 0.25 },
    notes: ['one', 'two\nlines'],
    predictions: [
      {
        set: 'balanced',
        ids,
        patients: each((i) => `p${i}`),
        y: Int32Array.from(each((i) => i % 2)),
        z: [
          Int32Array.from(each((i) => (i % 3) - 1)),
          Float32Array.from(each((i) => (i ? i / 3 : Number.NaN))),
        ],
        values: Float32Array.from({ length: rows * 2 }, (_, i) => i / (rows * 2)),
        columns: 2,
      },
      {
        set: 'shifted, =1+1',
        ids: ids.slice(1),
        patients: each((i) => `p${i}`).slice(1),
        y: Float32Array.from(each((i) => i - 0.5)).slice(1),
        z: [],
        values: Float32Array.from(each((i) => -i)).slice(1),
        columns: 1,
      },
    ],
    features: {
      set: 'balanced',
      width: 3,
      values: Float32Array.from({ length: rows * 3 }, (_, i) => i - 1.5),
    },
  };
};
