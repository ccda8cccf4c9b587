import { Random } from '@mimmx/core';
import type { MethodResult, Summary } from '@mimmx/experiment';
import type { ReportInput } from '../../src/index.ts';
import { CHARACTERS, characterOf, SHIFTS } from './characters.ts';
import { curves } from './curves.ts';
import { differencesOf } from './differences.ts';
import { block } from './features.ts';
import { predictionsOf } from './predictions.ts';
import { leakageRows, measureRows } from './rows.ts';
import { splitsOf } from './splits.ts';
import { syntheticTask } from './task.ts';

export interface SyntheticOptions {
  readonly methods?: readonly string[];
  readonly seeds?: readonly number[];
  readonly confounders?: number;
  readonly images?: number;
  readonly updates?: number;
  /** Without the parts that not every run has. */
  readonly bare?: boolean;
}

/** The views of a record are not drawn from; what a report reads is in the rows. */
const view = {
  accuracy: 0,
  balancedAccuracy: 0,
  auroc: 0,
  worstGroupAccuracy: 0,
  intervals: {},
  perGroup: [],
};

/** A made-up run that obeys the record's types and looks like a real one: groups that a shortcut fails, noisy curves. */
export function syntheticRecord(options: SyntheticOptions = {}): ReportInput {
  const {
    methods = Object.keys(CHARACTERS),
    seeds = [0, 1, 2],
    confounders = 2,
    images = 600,
    updates = 2000,
    bare = false,
  } = options;
  const random = new Random(11);
  const task = syntheticTask(confounders);
  const result = (name: string): MethodResult => {
    const character = characterOf(name);
    const readable = 0.5 + 0.48 * (1 - Math.exp(-character.separation));
    return {
      plugin: name,
      rows: [
        ...measureRows(character, task, random, seeds.length),
        ...leakageRows(readable, task, !bare && name !== 'erm'),
      ],
      selected: seeds.map(() => ({ rule: 'last', step: updates, value: null })),
      settings: settingsOf(name),
      shifts: Object.fromEntries(SHIFTS.map((set) => [set, view])),
      leakage: {},
      timing: {
        updateMs: name === 'mimm-x' ? 21.4 : 9.6,
        trainingSeconds: name === 'mimm-x' ? 44 : 19.8,
        waitingSeconds: 1.2,
      },
    };
  };
  const results = Object.fromEntries(methods.map((name) => [name, result(name)]));
  const features = methods.flatMap((method) =>
    seeds.map((seed) => block(method, seed, confounders, images, random)),
  );
  const summary: Summary = {
    format: 2,
    selection: 'last',
    differences: differencesOf(results, 0.012),
    name: 'digits-demo',
    question:
      'Does MIMM-X still tell digits ≥ 5 from digits < 5 when stroke and rotation no longer go with them?',
    task: { y: task.y, z: task.z },
    dataset: {
      name: 'Digits with morphological confounders',
      licence: 'MNIST: CC BY-SA 3.0 (LeCun, Cortes, Burges)',
      citation: 'LeCun et al., Gradient-based learning applied to document recognition, 1998.',
      images: 10_000,
    },
    splits: splitsOf(task),
    seeds,
    methods: results,
    notes: bare
      ? []
      : [
          '2 cells of the training set held fewer than 30 images; their importance weights were bounded at 10.',
        ],
  };
  return {
    summary,
    metrics: methods.flatMap((method) =>
      seeds.flatMap((seed) => curves(method, seed, task.z, updates, random, bare)),
    ),
    features,
    ...(!bare && {
      predictions: features.flatMap((own) =>
        predictionsOf(own, task, ['inverted', 'balanced', 'validation'], random),
      ),
    }),
    config: {
      name: 'digits-demo',
      seeds,
      training: { updates, batchSize: 128, learningRate: 1e-3 },
      evaluation: { bootstrap: 50, level: 0.95 },
    },
    environment: {
      versions: { node: '24.21.0', '@mimmx/core': '0.1.0', '@tensorflow/tfjs': '4.22.0' },
      backend: { engine: 'onnx', threads: 2 },
      platform: 'linux x64',
      cpu: 'a processor',
      startedAt: '2025-11-21T09:30:00.000Z',
    },
  };
}

const SHAPE = { primaryWidth: 1, standardise: true, bottleneck: { kind: 'none' } };

function settingsOf(name: string): Record<string, unknown> {
  if (name === 'mimm-x') {
    return {
      ...SHAPE,
      estimator: 'mine',
      dependence: 'within y',
      estimatorSteps: 4,
      sampling: 'group-balanced',
    };
  }
  if (name === 'oracle') return { ...SHAPE, sampling: 'uniform', trainsOn: 'balanced' };
  return { ...SHAPE, sampling: name === 'group-balanced' ? name : 'uniform' };
}
