import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ExperimentConfig, resolveConfig, type Trial, trialsOf } from '@mimmx/experiment';
import { openRun, type Run } from '@mimmx/experiment/node';

/** A config that nothing is trained by: two methods, so two trials. */
export const config: ExperimentConfig = resolveConfig({
  name: 'toy',
  dataset: 'toy',
  encoder: 'toy-net',
  data: {
    task: { y: { column: 'sick' }, z: [{ factor: 'mark', strength: 0.9 }] },
    split: { train: 60, test: 60 },
  },
  methods: { erm: {}, 'mimm-x': {} },
  training: { updates: 200, batchSize: 16 },
});

export const trials: readonly Trial[] = trialsOf(config);

const environment = {
  versions: { node: process.version },
  backend: { name: 'cpu' },
  platform: 'test',
  cpu: 'test',
  startedAt: '2026-01-02T03:04:05.000Z',
};

export interface Runs {
  readonly folder: string;
  open(name: string): Promise<Run>;
  remove(): Promise<void>;
}

/** A folder for runs with a space in its name. */
export async function runsFolder(): Promise<Runs> {
  const folder = await mkdtemp(join(tmpdir(), 'mimmx dashboard-'));
  return {
    folder,
    open: (name) => openRun(join(folder, name), config, environment),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Numbers as a training logs them. */
export const lineAt = (step: number) =>
  ({
    step,
    kind: 'train',
    values: { loss: 1 / step, 'loss.sick': 0.7 / step, 'mi.mark': 0.1, accuracy: 0.5 + step / 1000 },
  }) as const;

export const checkpointAt = (step: number) =>
  ({
    step,
    variables: { w: { shape: [1], dtype: 'float32', values: Float32Array.of(step) } },
    state: {},
  }) as const;
