import { toyMimmx } from '../../core/test/toy.ts';
import type { ExperimentInput } from '../src/index.ts';

export const toyConfig = (over: Partial<ExperimentInput> = {}): ExperimentInput => ({
  name: 'toy',
  dataset: 'toy',
  encoder: 'toy-net',
  data: {
    task: { y: { column: 'sick', positive: 'yes' }, z: [{ factor: 'mark', strength: 0.9 }] },
    split: { train: 200, test: 200 },
  },
  methods: { plain: {}, 'mimm-x': { options: toyMimmx } },
  training: { updates: 30, batchSize: 16, checkpointEvery: 10, logEvery: 5 },
  evaluation: { bootstrap: 50 },
  ...over,
});
