/** A sweep of 24 trainings that take a moment each, with the plugin of the toy runs beside it. */
export const sweepConfig = {
  name: 'toy',
  plugins: ['./toy-plugin.ts'],
  backend: 'cpu',
  dataset: 'toy',
  encoder: 'toy-net',
  data: {
    task: { y: { column: 'sick' }, z: [{ factor: 'mark', strength: 0.9 }] },
    split: { train: 60, test: 60 },
  },
  methods: { erm: {}, 'group-balanced': {} },
  seeds: [0, 1, 2],
  training: { updates: 10, batchSize: 16, checkpointEvery: 5, logEvery: 5 },
  evaluation: { bootstrap: 0 },
  sweep: { axes: { 'data.task.z.0.strength': [0.6, 0.7, 0.8, 0.9] } },
};
