import type {
  Checkpoint,
  Environment,
  Job,
  JobResult,
  MethodResult,
  MetricLine,
  Summary,
} from '../../src/record.ts';

export const environment: Environment = {
  versions: { node: '24.21.0' },
  backend: { name: 'cpu' },
  platform: 'Linux',
  cpu: 'one',
  startedAt: '2026-01-01T00:00:00.000Z',
};

export const checkpointOf = (job: Job, step: number): Checkpoint => ({
  ...job,
  step,
  variables: {
    'encoder/kernel': { shape: [2, 2], dtype: 'float32', values: Float32Array.of(step, 0.1, -0, 1e-40) },
    'adam/step': { shape: [], dtype: 'int32', values: Int32Array.of(step) },
  },
  state: { random: { words: [1, 2, 3, 4294967295], spare: -0.25 }, position: step },
});

export const metricsOf = (job: Job, steps: number): MetricLine[] =>
  Array.from({ length: steps }, (_, i) => ({
    ...job,
    step: i + 1,
    kind: 'train',
    values: { 'loss.y': 1 / (i + 1), 'mi.thickness': i === 0 ? Number.NaN : 0.1 },
  }));

const method: MethodResult = {
  plugin: 'erm',
  settings: {},
  shifts: {},
  leakage: {},
  timing: { updateMs: 1, trainingSeconds: 2, waitingSeconds: 0.1 },
};

/** Two test images, with features of the given width. */
export const resultOf = (job: Job, width: number): JobResult => ({
  ...job,
  metrics: metricsOf(job, 2),
  predictions: ['a', 'b, "quoted"'].map((id, i) => ({
    ...job,
    id,
    patient: id,
    shift: 'balanced',
    y: i === 0 ? '< 5' : '≥ 5',
    z: ['thin', '63.5'],
    probabilities: [0.25, 0.75],
  })),
  features: {
    ...job,
    width,
    values: Float32Array.from({ length: 2 * width }, (_, i) => i + 1),
    ids: ['a', 'b, "quoted"'],
    y: Int32Array.of(0, 1),
    z: [Int32Array.of(1, 0), Float32Array.of(-1.5, 0.5)],
  },
  result: method,
});

export const summaryOf = (jobs: readonly Job[]): Summary => ({
  format: 1,
  name: 'example',
  question: '',
  task: {
    y: { name: 'digit', kind: 'categorical', classes: 2, labels: ['< 5', '≥ 5'] },
    z: [
      { name: 'thickness', kind: 'categorical', classes: 2, labels: ['thin', 'thick'] },
      { name: 'age', kind: 'continuous', mean: 60, sd: 7 },
    ],
  },
  dataset: { name: 'digits', licence: 'CC', images: 2 },
  splits: [],
  seeds: [...new Set(jobs.map(({ seed }) => seed))],
  methods: Object.fromEntries(jobs.map((job) => [job.method, method])),
  notes: [],
});
