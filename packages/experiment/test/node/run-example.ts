import type { Environment, Job, MethodResult, Summary } from '../../src/record.ts';

export const environment: Environment = {
  versions: { node: '24.21.0' },
  backend: { name: 'cpu' },
  platform: 'Linux',
  cpu: 'one',
  startedAt: '2026-01-01T00:00:00.000Z',
};

const method: MethodResult = {
  plugin: 'erm',
  settings: {},
  rows: [],
  selected: [],
  shifts: {},
  leakage: {},
  timing: { updateMs: 1, trainingSeconds: 2, waitingSeconds: 0.1 },
};

export const summaryOf = (jobs: readonly Job[]): Summary => ({
  format: 2,
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
  selection: 'last',
  differences: [],
  methods: Object.fromEntries(jobs.map((job) => [job.method, method])),
  notes: [],
});
