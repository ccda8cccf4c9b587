import {
  type Batch,
  type BatchSource,
  type Factor,
  type MethodData,
  strataOf,
  type TrainingSet,
} from '../contracts/index.ts';
import type { Random } from '../tensor/random.ts';
import * as tf from '../tf/index.ts';
import { type EasyTask, easyTask } from './easy-task.ts';

/** Shape of the images of {@link easyData}. */
export const EASY_SHAPE = [8, 8, 1] as const;

/**
 * Images whose brightness gives y away, every group equally often: any method learns them in a few dozen updates.
 * All draws come from `random`, so that its state is the place in the data.
 */
export function easyData(random: Random, of: EasyTask = {}, batchSize = 16): MethodData {
  const task = easyTask(of);
  const strata = strataOf(task.y).classes;
  const groups = strata * 2 ** task.z.length;
  const count = groups * Math.ceil(48 / groups);
  const y = Int32Array.from({ length: count }, (_, i) => Math.floor((i * strata) / count));
  const inClass = (i: number) => i % (count / strata);
  const codes = task.z.map((_, k) =>
    Int32Array.from({ length: count }, (_, i) =>
      of.missing && k === 0 && i % 5 === 0 ? -1 : (inClass(i) >> k) & 1,
    ),
  );
  const group = Int32Array.from({ length: count }, (_, i) =>
    codes.some((column) => column[i]! < 0)
      ? -1
      : codes.reduce((code, column) => code * 2 + column[i]!, y[i]!),
  );
  const z = task.z.map(({ kind }, k) =>
    kind === 'categorical'
      ? codes[k]!
      : Float32Array.from(codes[k]!, (code) => (code < 0 ? Number.NaN : code)),
  );
  const all: TrainingSet = {
    name: 'train',
    rows: Int32Array.from({ length: count }, (_, i) => i),
    y,
    z,
    group,
    groups: { count: groups },
  };
  const pick = (set: TrainingSet, keep: (i: number) => boolean, name: string): TrainingSet => {
    const at = set.rows.filter((_, i) => keep(i));
    const column = (values: Int32Array) => at.map((i) => values[i]!);
    const confounder = (values: Int32Array | Float32Array) =>
      values instanceof Int32Array ? column(values) : Float32Array.from(at, (i) => values[i]!);
    return { ...set, name, rows: at, y: column(y), z: z.map(confounder), group: column(group) };
  };
  // A row's noise is its own, as a file's pixels are.
  const pixel = (row: number, p: number) => 0.3 * Math.sin(row * 12.9898 + p * 78.233) + y[row]!;

  const batchOf = (set: TrainingSet, at: readonly number[]): Batch => {
    const rows = at.map((i) => set.rows[i]!);
    const standardised = (factor: Factor, value: number) =>
      factor.kind === 'continuous' ? (value - factor.mean) / factor.sd : value;
    const typeOf = ({ kind }: Factor) => (kind === 'continuous' ? 'float32' : 'int32');
    return {
      x: tf.tensor(
        Float32Array.from({ length: rows.length * 64 }, (_, k) => pixel(rows[k >> 6]!, k & 63)),
        [rows.length, ...EASY_SHAPE],
      ),
      y: tf.tensor1d(
        rows.map((row) => standardised(task.y, y[row]!)),
        typeOf(task.y),
      ),
      z: task.z.map((factor, k) =>
        tf.tensor1d(
          rows.map((row) => (codes[k]![row]! < 0 ? 0 : standardised(factor, codes[k]![row]!))),
          typeOf(factor),
        ),
      ),
      known: codes.map((column) => tf.tensor1d(rows.map((row) => (column[row]! < 0 ? 0 : 1)))),
      rows: tf.tensor1d([...at], 'int32'),
      group: tf.tensor1d(
        rows.map((row) => group[row]!),
        'int32',
      ),
    };
  };

  const source = (
    set: TrainingSet,
    draw: Parameters<MethodData['batches']>[1],
    size: number,
  ): BatchSource => {
    let weights = typeof draw === 'string' ? null : draw;
    const members = Array.from({ length: strata }, (_, c) => [...set.y.keys()].filter((i) => set.y[i] === c));
    const weighted = (by: Float32Array): number => {
      let left = random.uniform() * by.reduce((a, b) => a + b, 0);
      for (const [i, weight] of by.entries()) {
        left -= weight;
        if (left < 0) return i;
      }
      return by.length - 1;
    };
    return {
      batchSize: size,
      sampling: typeof draw === 'string' ? draw : 'weighted',
      next: async () =>
        batchOf(
          set,
          Array.from({ length: size }, (_, i) => {
            if (weights) return weighted(weights);
            const own = members[Math.floor((i * strata) / size)]!;
            return own[random.integer(own.length)]!;
          }),
        ),
      reweigh(by) {
        weights = by;
      },
    };
  };

  return {
    set: (role) => (role === 'train' ? all : pick(all, (i) => i % 2 === 0, role)),
    holdOut: () => ({
      train: pick(all, (i) => i % 4 !== 3, 'train'),
      heldOut: pick(all, (i) => i % 4 === 3, 'heldOut'),
    }),
    batches: (set, draw, { batchSize: size = batchSize } = {}) => source(set, draw, size),
    async *pass(set, size = batchSize) {
      for (let from = 0; from < set.rows.length; from += size) {
        yield batchOf(
          set,
          Array.from({ length: size }, (_, i) => Math.min(from + i, set.rows.length - 1)),
        );
      }
    },
  };
}
