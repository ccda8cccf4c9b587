import {
  type Batch,
  type BatchSource,
  createMethod,
  createRegistry,
  DEFAULT_SHAPE,
  defineEncoder,
  definePlugin,
  type Factor,
  type Method,
  type MethodData,
  type MethodDefinition,
  Random,
  type Task,
  type TrainingSet,
} from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { expect } from 'vitest';
import { z } from 'zod';

/** Ten images of four pixels with their labels, which every batch holds in this order. */
export const X = [
  [0.2, -1.1, 0.5, 0.9],
  [1.3, 0.4, -0.7, 0.1],
  [-0.6, 0.8, 1.2, -0.3],
  [0.7, 0.6, -0.2, -1.4],
  [-1.2, -0.5, 0.3, 0.8],
  [0.1, 1.5, -0.9, 0.4],
  [0.9, -0.8, 0.6, -0.5],
  [-0.4, 0.3, -1.3, 1.1],
  [1.0, -0.2, 0.8, 0.6],
  [-0.9, 1.0, 0.1, -0.7],
] as const;
export const Y = [0, 0, 0, 0, 0, 1, 1, 1, 1, 1] as const;
/** Three binary confounders; −1 is missing. */
export const Z = [
  [0, 0, 0, 0, 1, 1, 1, 1, 0, 1],
  [0, 1, -1, 0, 1, 1, 0, -1, 0, 1],
  [1, 0, 0, 1, 0, 1, 1, 0, 1, 0],
] as const;
const THREE = [0, 1, 2, 0, 1, 2, 0, 1, 2, 0];

const factor = (name: string, classes: number, missing = false): Factor => ({
  name,
  kind: 'categorical',
  classes,
  labels: Array.from({ length: classes }, (_, i) => String(i)),
  ...(missing && { missing }),
});

/** Classes of y of each row in a task of so many classes. */
export const labels = (classes: number): readonly number[] => (classes === 3 ? THREE : Y);

export const taskOf = (confounders: number, classes = 2): Task => ({
  y: factor('y', classes),
  z: Array.from({ length: confounders }, (_, i) => factor('abc'[i]!, 2, i === 1)),
});

/** f = x·W + b. */
const linear = defineEncoder({
  name: 'linear',
  summary: 'For the test.',
  options: z.strictObject({}),
  create: ({ inputShape, width, random }) =>
    tf.sequential({
      layers: [
        tf.layers.flatten({ inputShape: [...inputShape] }),
        tf.layers.dense({
          units: width,
          kernelInitializer: tf.initializers.glorotUniform({ seed: random.seed() % 0x7fffffff }),
        }),
      ],
    }),
});

/** Row weights that sources were given, in order. */
export type Weights = Float32Array[];

function tenRows(task: Task, given: Weights): MethodData {
  const y = Int32Array.from(labels(task.y.kind === 'categorical' ? task.y.classes : 2));
  const z = task.z.map((_, k) => Int32Array.from(Z[k]!));
  const group = Int32Array.from(y, (label, i) =>
    z.some((column) => column[i]! < 0) ? -1 : z.reduce((code, column) => 2 * code + column[i]!, label),
  );
  const rows = Int32Array.from(X, (_, i) => i);
  const classes = task.y.kind === 'categorical' ? task.y.classes : 2;
  const all: TrainingSet = { name: 'train', rows, y, z, group, groups: { count: classes * 2 ** z.length } };
  const take = (keep: (i: number) => boolean, name: string): TrainingSet => {
    const at = rows.filter(keep);
    const of = (column: Int32Array) => at.map((i) => column[i]!);
    return { ...all, name, rows: at, y: of(y), z: z.map(of), group: of(group) };
  };
  const batch = (set: TrainingSet): Batch => {
    const n = set.rows.length;
    return {
      x: tf.tensor(
        [...set.rows].flatMap((i) => [...X[i]!]),
        [n, 2, 2, 1],
      ),
      y: tf.tensor1d(set.y, 'int32'),
      z: set.z.map((column) => tf.tensor1d(Int32Array.from(column, (v) => Math.max(v, 0)))),
      known: set.z.map((column) => tf.tensor1d(Float32Array.from(column, (v) => (v < 0 ? 0 : 1)))),
      rows: tf.tensor1d(set.rows.map((_, i) => i)),
      group: tf.tensor1d(set.group),
    };
  };
  return {
    set: () => all,
    holdOut: () => ({
      train: take((i) => i % 2 === 0, 'train'),
      heldOut: take((i) => i % 2 === 1, 'heldOut'),
    }),
    batches: (set, draw): BatchSource => ({
      batchSize: set.rows.length,
      sampling: typeof draw === 'string' ? draw : 'weighted',
      next: async () => batch(set),
      reweigh: (weights) => given.push(Float32Array.from(weights)),
    }),
    async *pass(set) {
      yield batch(set);
    },
  };
}

export const RATE = 0.05;

/** A method on the ten rows, by plain gradient descent, whose encoder is x·W + b. */
export function onTenRows(
  definition: unknown,
  {
    options = {},
    task = taskOf(1),
    updates = 4,
    width = 2,
  }: { options?: Record<string, unknown>; task?: Task; updates?: number; width?: number } = {},
): { method: Method; given: Weights } {
  const method = definition as MethodDefinition;
  const given: Weights = [];
  const registry = createRegistry().use(definePlugin({ name: 'ten rows', provides: [method, linear] }));
  return {
    given,
    method: createMethod(
      {
        method: { name: method.name, options },
        encoder: { name: 'linear' },
        network: { ...DEFAULT_SHAPE, standardise: false, primaryWidth: width },
        optimiser: {
          optimiser: 'sgd',
          momentum: 0,
          learningRate: RATE,
          weightDecay: 0,
          schedule: 'constant',
          batchSize: 10,
          updates,
        },
      },
      {
        registry,
        backend: {
          compile:
            (fn) =>
            async (...inputs) =>
              tf.tidy(() => fn(...inputs) as never),
        },
        task,
        inputShape: [2, 2, 1],
        data: tenRows(task, given),
        random: new Random(3),
      },
    ),
  };
}

/** Values of a method's variables in double precision. */
export type Values = Record<string, Float64Array>;
export const valuesOf = (method: Method): Values =>
  Object.fromEntries(
    Object.entries(method.variables).map(([name, variable]) => [
      name,
      Float64Array.from(variable.dataSync()),
    ]),
  );

/**
 * Holds what an update did to the variables against central differences of a scalar, written out in doubles.
 *
 * @param names of the variables that descend on it
 */
export function expectDescent(
  before: Values,
  after: Values,
  names: RegExp,
  objective: (values: Values) => number,
): void {
  const matching = Object.keys(before).filter((name) => names.test(name));
  expect(matching.length).toBeGreaterThan(0);
  for (const name of matching) {
    const values = before[name]!;
    for (const [i, value] of values.entries()) {
      const at = (x: number) => {
        const moved = Float64Array.from(values);
        moved[i] = x;
        return objective({ ...before, [name]: moved });
      };
      const slope = (at(value + 1e-5) - at(value - 1e-5)) / 2e-5;
      const found = (value - after[name]![i]!) / RATE;
      expect(Math.abs(found - slope), `${name}[${i}]: ${found}, expected ${slope}`).toBeLessThan(2e-4);
    }
  }
}

export type Matrix = number[][];

/** x·W + b with W row-major, [inputs, outputs]. */
export const affine = (x: readonly (readonly number[])[], weight: Float64Array, bias: Float64Array): Matrix =>
  x.map((row) =>
    Array.from(bias, (b, k) => row.reduce((sum, v, j) => sum + v * weight[j * bias.length + k]!, b)),
  );

/** Encoder output of the ten rows from variables under a prefix. */
export const encoded = (values: Values, prefix = 'encoder'): Matrix =>
  affine(X, values[`${prefix}.0`]!, values[`${prefix}.1`]!);

/** Logits of y of the ten rows. */
export const logitsOf = (values: Values, encoder = 'encoder', heads = 'heads'): Matrix =>
  affine(encoded(values, encoder), values[`${heads}.0`]!, values[`${heads}.1`]!);

/** A perceptron whose layers are the variables PREFIX.from … */
export function perceptron(values: Values, prefix: string, from: number, layers: number, x: Matrix): Matrix {
  let h = x;
  for (let l = 0; l < layers; l++) {
    const [w, b] = [values[`${prefix}.${from + 2 * l}`]!, values[`${prefix}.${from + 2 * l + 1}`]!];
    h = affine(h, w, b).map((row) => (l < layers - 1 ? row.map((v) => Math.max(v, 0)) : row));
  }
  return h;
}

export function logSoftmax(row: readonly number[]): number[] {
  const top = Math.max(...row);
  const norm = top + Math.log(row.reduce((sum, v) => sum + Math.exp(v - top), 0));
  return row.map((v) => v - norm);
}

/** Cross-entropy of each row. */
export const entropies = (logits: Matrix, classes: readonly number[]): number[] =>
  logits.map((row, i) => -logSoftmax(row)[Math.max(classes[i]!, 0)]!);

export const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

/** Mean over the rows whose label is known. */
export const knownMean = (values: readonly number[], column: readonly number[]): number =>
  mean(values.filter((_, i) => column[i]! >= 0));

/** Sets a variable to so many times its values, as if much had been learned between two updates. */
export function stretch(method: Method, name: string, by: number): void {
  tf.tidy(() => method.variables[name]!.assign(tf.mul(method.variables[name]!, by)));
}
