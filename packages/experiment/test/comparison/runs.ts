import type { ComparedRun, Prediction, Summary } from '../../src/index.ts';

const task: Summary['task'] = {
  y: { name: 'sick', kind: 'categorical', classes: 2, labels: ['no', 'yes'] },
  z: [{ name: 'sex', kind: 'categorical', classes: 2, labels: ['F', 'M'] }],
};

export interface RunOf {
  readonly label: string;
  /** Which of the rows of the set each method gets right, by seed. */
  readonly right: Readonly<Record<string, readonly ((row: number) => boolean)[]>>;
  /** Numbers of the test rows. */
  readonly rows?: readonly number[];
  readonly config?: unknown;
  readonly y?: Summary['task']['y'];
  /** Whether the confounder is a number in two bins, which are the sexes. */
  readonly number?: boolean;
}

const hormone: Summary['task']['z'][number] = {
  name: 'hormone',
  kind: 'continuous',
  mean: 5,
  sd: 5,
  bins: { edges: [5], labels: ['< 5', '>= 5'] },
};

const named = (row: number) => ({ id: `image-${row}`, patient: `patient-${row >> 1}` });

/** A run of one test set that was predicted exactly so; two images of each patient. */
export function runOf({
  label,
  right,
  rows = Array.from({ length: 40 }, (_, i) => i),
  config,
  y,
  number = false,
}: RunOf): ComparedRun {
  const predictions = Object.entries(right).flatMap(([method, seeds]) =>
    seeds.flatMap((isRight, seed) =>
      rows.map((row): Prediction => {
        const truth = row % 2;
        const said = isRight(row) ? truth : 1 - truth;
        const p = 0.6 + (row % 7) / 20;
        return {
          ...named(row),
          method,
          seed,
          shift: 'balanced',
          y: ['no', 'yes'][truth]!,
          z: [(number ? ['0.5', '5'] : ['F', 'M'])[(row >> 2) % 2]!],
          probabilities: said === 1 ? [1 - p, p] : [p, 1 - p],
        };
      }),
    ),
  );
  const seeds = Object.values(right)[0]!.map((_, seed) => seed);
  const methods = Object.fromEntries(
    Object.entries(right).map(([method, own]) => [
      method,
      {
        plugin: method,
        settings: { primaryWidth: 1, standardise: true },
        rows: [
          {
            set: 'balanced',
            measure: 'accuracy',
            value: own.reduce((sum, one) => sum + rows.filter(one).length / rows.length / own.length, 0),
            low: null,
            high: null,
            count: rows.length,
            seeds: own.length,
          },
        ],
        selected: [],
        shifts: { balanced: {} },
        leakage: {},
        timing: { updateMs: 1, trainingSeconds: 1, waitingSeconds: 0 },
      },
    ]),
  );
  return {
    label,
    predictions,
    summary: {
      format: 2,
      name: label,
      question: '',
      task: { y: y ?? task.y, z: number ? [hormone] : task.z },
      dataset: { name: 'toy', licence: 'made here', images: 40 },
      splits: [],
      seeds,
      selection: 'last',
      methods: methods as never,
      differences: [],
      notes: [],
    },
    config: config ?? { evaluation: { bootstrap: 200, level: 0.9 } },
    environment: {
      versions: { node: 'v24' },
      backend: { name: 'cpu' },
      platform: 'x',
      cpu: 'y',
      startedAt: 'now',
    },
  };
}
