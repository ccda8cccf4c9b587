import { type CategoricalFactor, Random } from '@mimmx/core';
import type {
  FeatureBlock,
  MethodResult,
  MetricLine,
  Prediction,
  ShiftResult,
  SplitSummary,
  Summary,
} from '@mimmx/experiment';
import type { ReportInput } from '../src/index.ts';

/** What a method of the synthetic run is like. */
interface Character {
  /** How much its answer follows the confounders, 0 to 1. */
  readonly shortcut: number;
  /** Accuracy without any shortcut. */
  readonly skill: number;
  /** How far the confounders lie apart in its features, in standard deviations. */
  readonly separation: number;
}

const CHARACTERS: Readonly<Record<string, Character>> = {
  erm: { shortcut: 0.55, skill: 0.86, separation: 3 },
  'multi-task': { shortcut: 0.8, skill: 0.84, separation: 4 },
  'group-balanced': { shortcut: 0.3, skill: 0.88, separation: 3.5 },
  'mimm-x': { shortcut: 0.06, skill: 0.87, separation: 0.3 },
  oracle: { shortcut: 0.02, skill: 0.92, separation: 3 },
};

export interface SyntheticOptions {
  readonly methods?: readonly string[];
  readonly seeds?: readonly number[];
  readonly confounders?: number;
  readonly images?: number;
  readonly updates?: number;
  /** Without the parts that not every run has. */
  readonly bare?: boolean;
}

const NAMES = [
  ['thickness', 'thin', 'thick'],
  ['rotation', 'upright', 'rotated'],
  ['intensity', 'dim', 'bright'],
  ['corner mark', 'absent', 'present'],
  ['blur', 'sharp', 'blurred'],
  ['position', 'left', 'right'],
  ['noise', 'clean', 'noisy'],
  ['scanner', 'A', 'B'],
] as const;

const STRENGTH: Readonly<Record<string, number>> = {
  train: 0.9,
  inDistribution: 0.9,
  inverted: 0.1,
  balanced: 0.5,
};

/** A made-up run that obeys the record's types and looks like a real one: groups that a shortcut fails, noisy curves. */
export function syntheticRecord(options: SyntheticOptions = {}): ReportInput {
  const {
    methods = Object.keys(CHARACTERS),
    seeds = [0, 1, 2],
    confounders = 2,
    images = 600,
    updates = 2000,
  } = options;
  const random = new Random(11);
  const y: CategoricalFactor = { name: 'digit', kind: 'categorical', classes: 2, labels: ['< 5', '≥ 5'] };
  const z = NAMES.slice(0, confounders).map(
    ([name, ...labels]): CategoricalFactor => ({ name, kind: 'categorical', classes: 2, labels }),
  );
  const cells = Array.from({ length: 2 ** (confounders + 1) }, (_, code) =>
    Array.from({ length: confounders + 1 }, (_, bit) => (code >> (confounders - bit)) & 1),
  );
  const labels = (cell: readonly number[]) =>
    Object.fromEntries([y, ...z].map((factor, i) => [factor.name, factor.labels[cell[i]!]!]));
  const share = (cell: readonly number[], strength: number) =>
    cell.slice(1).reduce((p, code) => p * (code === cell[0] ? strength : 1 - strength), 0.5);

  const splits = Object.entries(STRENGTH).map(([name, strength]): SplitSummary => {
    const total = name === 'train' ? 5400 : 1600;
    const counted = cells.map((cell) => ({
      labels: labels(cell),
      count: Math.round(total * share(cell, strength)),
    }));
    const count = counted.reduce((sum, cell) => sum + cell.count, 0);
    const phi = 2 * strength - 1;
    const pairs = [y, ...z].flatMap((a, i) =>
      [y, ...z].slice(i + 1).map((b) => ({
        a: a.name,
        b: b.name,
        correlation: i === 0 ? phi : phi * phi,
        mutualInformation: information(i === 0 ? strength : (1 + phi * phi) / 2),
      })),
    );
    return { name, count, patients: count, cells: counted, dependence: pairs };
  });

  const rate = (character: Character, cell: readonly number[]) => {
    const agreeing = cell.slice(1).filter((code) => code === cell[0]).length / Math.max(1, confounders);
    return Math.min(
      0.995,
      Math.max(
        0.01,
        character.skill + character.shortcut * (agreeing - 0.5) * (agreeing > 0.5 ? 0.25 : 1.25),
      ),
    );
  };
  const shift = (character: Character, strength: number): ShiftResult => {
    const perGroup = cells.map((cell) => ({
      labels: labels(cell),
      count: Math.round(1600 * share(cell, strength)),
      accuracy: rate(character, cell) + 0.01 * random.normal(),
    }));
    const accuracy = cells.reduce((sum, cell, i) => sum + share(cell, strength) * perGroup[i]!.accuracy, 0);
    const worst = Math.min(...perGroup.map((group) => group.accuracy));
    const values = {
      accuracy,
      balancedAccuracy: accuracy - 0.002,
      auroc: Math.min(0.999, accuracy + 0.07),
      worstGroupAccuracy: worst,
    };
    const around = (width: number) => (value: number) => [value - width, Math.min(1, value + width)] as const;
    return {
      ...values,
      ...(seeds.length > 1 && {
        sd: { accuracy: 0.008, balancedAccuracy: 0.008, auroc: 0.004, worstGroupAccuracy: 0.021 },
      }),
      intervals: {
        accuracy: around(0.012)(accuracy),
        balancedAccuracy: around(0.012)(values.balancedAccuracy),
        auroc: around(0.007)(values.auroc),
        worstGroupAccuracy: around(0.04)(worst),
      },
      perGroup,
    };
  };
  const result = (name: string): MethodResult => {
    const character = CHARACTERS[name] ?? { shortcut: 0.5, skill: 0.8, separation: 2 };
    const readable = 0.5 + 0.48 * (1 - Math.exp(-character.separation));
    return {
      plugin: name,
      rows: [],
      selected: [],
      settings:
        name === 'mimm-x'
          ? {
              estimator: 'mine',
              dependence: 'within y',
              estimatorSteps: 4,
              widths: [8, 8, 8],
              sampling: 'group-balanced',
            }
          : { sampling: name === 'group-balanced' ? name : 'uniform' },
      shifts: Object.fromEntries(
        ['inDistribution', 'inverted', 'balanced'].map((key) => [key, shift(character, STRENGTH[key]!)]),
      ),
      leakage: Object.fromEntries(
        z.map((factor, i) => {
          const [linear, knn, mlp] = [readable - 0.03 - 0.01 * i, readable - 0.01 * i, readable + 0.01];
          const around = (value: number) => [value - 0.012, Math.min(1, value + 0.012)] as const;
          return [
            factor.name,
            {
              linear,
              knn,
              mlp,
              chance: 0.5,
              intervals: { linear: around(linear), knn: around(knn), mlp: around(mlp) },
              ...(!options.bare && name !== 'erm' && { switchedHead: 0.49 + 0.03 * i }),
            },
          ];
        }),
      ),
      timing: {
        updateMs: name === 'mimm-x' ? 21.4 : 9.6,
        trainingSeconds: name === 'mimm-x' ? 44 : 19.8,
        waitingSeconds: 1.2,
      },
    };
  };
  const results = Object.fromEntries(methods.map((name) => [name, result(name)]));

  const metrics = methods.flatMap((method) =>
    seeds.flatMap((seed) => curves(method, seed, z, updates, random, options.bare ?? false)),
  );
  const features = methods.flatMap((method) =>
    seeds.map((seed) => block(method, seed, confounders, images, random)),
  );
  const predictions = features.flatMap(({ method, seed, y: truth, z: codes, ids }) =>
    ids.map((id, row): Prediction => {
      const cell = [truth[row]!, ...codes.map((column) => column[row]!)];
      const right = random.uniform() < rate(CHARACTERS[method] ?? CHARACTERS.erm!, cell);
      const said = right ? cell[0]! : 1 - cell[0]!;
      return {
        method,
        seed,
        id,
        patient: id,
        shift: 'balanced',
        y: y.labels[cell[0]!]!,
        z: z.map((factor, i) => factor.labels[cell[i + 1]!]!),
        probabilities: said ? [0.2, 0.8] : [0.7, 0.3],
      };
    }),
  );
  const summary: Summary = {
    format: 2,
    selection: 'last',
    differences: [],
    name: 'digits-demo',
    question:
      'Does MIMM-X still tell digits ≥ 5 from digits < 5 when stroke and rotation no longer go with them?',
    task: { y, z },
    dataset: {
      name: 'Digits with morphological confounders',
      licence: 'MNIST: CC BY-SA 3.0 (LeCun, Cortes, Burges)',
      citation: 'LeCun et al., Gradient-based learning applied to document recognition, 1998.',
      images: 10_000,
    },
    splits,
    seeds,
    methods: results,
    notes: options.bare
      ? []
      : [
          '2 cells of the training set held fewer than 30 images; their importance weights were bounded at 10.',
        ],
  };
  return {
    summary,
    metrics,
    features,
    ...(!options.bare && { predictions }),
    config: {
      name: 'digits-demo',
      seeds,
      training: { updates, batchSize: 128, learningRate: 1e-3 },
      evaluation: { bootstrap: 1000, level: 0.95 },
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

/** I(a; b) in nats of two fair bits that agree with probability p. */
const information = (p: number) => Math.log(2) + p * Math.log(p) + (1 - p) * Math.log(1 - p);

function curves(
  method: string,
  seed: number,
  z: readonly CategoricalFactor[],
  updates: number,
  random: Random,
  bare: boolean,
): MetricLine[] {
  const lines: MetricLine[] = [];
  for (let step = 20; step <= updates; step += 20) {
    const t = step / updates;
    const noise = () => 0.03 * random.normal();
    const values: Record<string, number> = { 'loss.digit': 0.7 * Math.exp(-4 * t) + 0.12 + noise() };
    if (method !== 'erm')
      for (const factor of z)
        values[`loss.${factor.name}`] = Math.max(0.001, 0.6 * Math.exp(-7 * t) + noise());
    if (method === 'mimm-x') {
      const raw = z.map((_, i) => Math.exp(1.2 * Math.exp(-5 * t) * (i % 3) + 0.3 * noise()));
      const sum = raw.reduce((a, b) => a + b, 0);
      for (const [i, factor] of z.entries()) {
        values[`mi.${factor.name}`] = Math.max(-0.02, 0.5 * Math.exp(-6 * t) + 0.02 + noise() / 3);
        values[`weight.${factor.name}`] = raw[i]! / sum;
      }
      values['loss.mi'] = 0.5 * Math.exp(-6 * t);
      values['loss.estimator'] = -0.5 * Math.exp(-6 * t) + noise();
      values['weights.effective'] = 0.8;
      values['scale.mi'] = Math.exp(-1.5 * t + noise());
    }
    lines.push({ method, seed, step, kind: 'train', values });
    if (!bare && step % 400 === 0) {
      const character = CHARACTERS[method] ?? CHARACTERS.erm!;
      const watch: Record<string, number> = {};
      for (const key of ['inDistribution', 'inverted', 'balanced'])
        watch[`accuracy.${key}`] = Math.min(
          0.99,
          character.skill + (STRENGTH[key]! - 0.5) * character.shortcut + 0.01 * random.normal(),
        );
      for (const factor of z)
        watch[`probe.${factor.name}`] = Math.min(
          0.99,
          0.5 + 0.48 * (1 - Math.exp(-character.separation - 2 * Math.exp(-6 * t))),
        );
      lines.push({ method, seed, step, kind: 'watch', values: watch });
    }
  }
  return lines;
}

function block(
  method: string,
  seed: number,
  confounders: number,
  images: number,
  random: Random,
): FeatureBlock {
  const width = 8;
  const { separation } = CHARACTERS[method] ?? CHARACTERS.erm!;
  const values = new Float32Array(images * width);
  const y = new Int32Array(images);
  const z = Array.from({ length: confounders }, () => new Int32Array(images));
  for (let row = 0; row < images; row++) {
    y[row] = row % 2;
    for (const [i, codes] of z.entries()) codes[row] = (row >> (i + 1)) % 2;
    for (let column = 0; column < width; column++) {
      const shift = column === 0 ? 5 * y[row]! : (z[column - 1]?.[row] ?? 0) * separation;
      values[row * width + column] = shift + random.normal();
    }
  }
  return {
    method,
    seed,
    width,
    values,
    y,
    z,
    ids: Array.from({ length: images }, (_, row) => `digit-${row}`),
  };
}
