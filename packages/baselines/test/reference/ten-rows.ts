import {
  type Batch,
  type Draw,
  type MethodData,
  Random,
  type RandomState,
  type Task,
  type TrainingSet,
} from '@mimmx/core';
import * as tf from '@mimmx/core/tf';

/** Labels of rows, −1 where a confounder is missing. */
export interface Labels {
  readonly classes: number;
  readonly y: readonly number[];
  /** Values of each confounder, and how many it has. */
  readonly z: readonly (readonly number[])[];
  readonly sizes: readonly number[];
}

/** Three classes, a binary and a three-valued confounder; row 8 lacks the first. Groups of 1 to 3 rows, some empty. */
export const TEN: Labels = {
  classes: 3,
  y: [0, 0, 0, 0, 1, 1, 1, 2, 2, 0],
  z: [
    [0, 0, 1, 0, 1, 1, 0, 1, -1, 0],
    [0, 1, 2, 0, 1, 1, 2, 0, 1, 0],
  ],
  sizes: [2, 3],
};

/** One binary confounder, fully known. */
export const ONE: Labels = { ...TEN, z: [[0, 0, 1, 0, 1, 1, 0, 1, 1, 0]], sizes: [2] };

/** Pixels of row i, [4]. */
export const pixels = (i: number): number[] =>
  Array.from({ length: 4 }, (_, k) => 1.5 * Math.sin(3.7 * i + 2.3 * k + i * k));

/** Number of the group of each row, y-major; −1 where a confounder is missing. */
export const groupsOf = ({ y, z, sizes }: Labels): number[] =>
  y.map((own, i) =>
    z.some((column) => column[i]! < 0)
      ? -1
      : z.reduce((code, column, k) => code * sizes[k]! + column[i]!, own),
  );

export const taskOf = ({ classes, z, sizes }: Labels): Task => {
  const factor = (name: string, count: number) => ({
    name,
    kind: 'categorical' as const,
    classes: count,
    labels: Array.from({ length: count }, (_, i) => String(i)),
  });
  return { y: factor('y', classes), z: z.map((_, k) => ({ ...factor('ab'[k]!, sizes[k]!), missing: true })) };
};

/** Data that gives these batches in turn, whatever is asked for, and keeps how it was asked. */
export function tenRows(labels: Labels, batches: readonly (readonly number[])[], batchSize: number) {
  const draws: Draw[] = [];
  const group = Int32Array.from(groupsOf(labels));
  const set: TrainingSet = {
    name: 'train',
    rows: Int32Array.from(labels.y, (_, i) => i),
    y: Int32Array.from(labels.y),
    z: labels.z.map((column) => Int32Array.from(column)),
    group,
    groups: { count: labels.sizes.reduce((a, b) => a * b, labels.classes) },
  };
  const batchOf = (rows: readonly number[]): Batch => {
    const ints = (of: (i: number) => number) => tf.tensor1d(rows.map(of), 'int32');
    return {
      x: tf.tensor(rows.flatMap(pixels), [rows.length, 2, 2, 1]),
      y: ints((i) => labels.y[i]!),
      z: labels.z.map((column) => ints((i) => Math.max(column[i]!, 0))),
      known: labels.z.map((column) => tf.tensor1d(rows.map((i) => (column[i]! < 0 ? 0 : 1)))),
      rows: tf.tensor1d([...rows], 'int32'),
      group: ints((i) => group[i]!),
    };
  };
  let at = 0;
  const data: MethodData = {
    set: () => set,
    holdOut: () => ({ train: set, heldOut: set }),
    batches(_, draw) {
      draws.push(draw);
      return {
        batchSize,
        sampling: typeof draw === 'string' ? draw : 'weighted',
        next: async () => batchOf(batches[at++ % batches.length]!),
        reweigh: () => {},
      };
    },
    async *pass() {
      yield batchOf([...set.rows]);
    },
  };
  return { data, draws, set };
}

/** Numbers that come as they are written down, once `scripted` is set; drawn at random before. */
export class Script extends Random {
  scripted = false;
  readonly #uniforms: readonly number[];
  readonly #beta: number;
  readonly #order: readonly number[];
  #at = 0;

  constructor(
    seed: number | RandomState,
    script: { uniforms?: readonly number[]; beta?: number; order?: readonly number[] },
  ) {
    super(seed);
    this.#uniforms = script.uniforms ?? [];
    this.#beta = script.beta ?? 0.5;
    this.#order = script.order ?? [];
  }

  override uniform(): number {
    return this.scripted ? this.#uniforms[this.#at++ % this.#uniforms.length]! : super.uniform();
  }

  override beta(a: number, b: number): number {
    return this.scripted ? this.#beta : super.beta(a, b);
  }

  override permutation(n: number): Int32Array {
    return this.scripted ? Int32Array.from(this.#order) : super.permutation(n);
  }
}
