import {
  type Batch,
  corePlugin,
  createMethod,
  createRegistry,
  type Factor,
  type MethodData,
  normalTensor,
  Random,
  runShape,
  type Task,
} from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { plugin as estimators } from '@mimmx/mi-estimators';
import { plugin as weighters } from '@mimmx/weighter';
import type { MethodCase } from './case.ts';

const BATCH = 128;
const binary = (name: string): Factor => ({ name, kind: 'categorical', classes: 2, labels: ['0', '1'] });
const task: Task = { y: binary('y'), z: [binary('z1'), binary('z2')] };

const codes = (code: (row: number) => number, rows: number) =>
  Int32Array.from({ length: rows }, (_, i) => code(i));

/** Training labels of which each confounder goes with y in nine of ten rows, as in the digits example. */
const train = {
  name: 'train',
  rows: codes((row) => row, 1000),
  y: codes((row) => row % 2, 1000),
  z: [0, 1].map((i) => codes((row) => ((row >> 1) % 10 === i ? 1 - (row % 2) : row % 2), 1000)),
  group: codes(() => 0, 1000),
  groups: { count: 8 },
};

/** One batch with classes of y one after the other, as `group-balanced` gives them: each group as often as any other. */
const labels = {
  y: codes((row) => Number(row >= BATCH / 2), BATCH),
  z: [0, 1].map((i) => codes((row) => (row >> i) & 1, BATCH)),
};

/** That batch, with random images. */
export const batchOf = (): Batch => {
  const column = (values: Int32Array) => tf.tensor1d(values, 'int32');
  return {
    x: normalTensor(new Random(0), [BATCH, 28, 28, 1]),
    y: column(labels.y),
    z: labels.z.map(column),
    known: labels.z.map(() => tf.ones<tf.Rank.R1>([BATCH])),
    rows: column(codes((row) => row, BATCH)),
    group: column(codes(() => 0, BATCH)),
  };
};

/** The same tensors once more: who asks for a batch disposes of it. */
const again = ({ x, y, z, known, rows, group }: Batch): Batch => ({
  x: x.clone(),
  y: y.clone(),
  z: z.map((values) => values.clone()),
  known: known.map((values) => values.clone()),
  rows: rows.clone(),
  group: group.clone(),
});

/**
 * The whole update of `mimm-x` at its defaults with the digits example's encoder, confounders, batch and optimiser: the
 * method that a training runs, on one batch of random images that lies in memory.
 */
export const mimmx = (): MethodCase => ({
  method(compile) {
    const batch = batchOf();
    const data: MethodData = {
      set: () => train,
      holdOut: () => ({ train, heldOut: train }),
      batches: () => ({
        batchSize: BATCH,
        sampling: 'group-balanced',
        next: async () => again(batch),
        reweigh() {},
      }),
      async *pass() {},
    };
    return createMethod(
      {
        method: { name: 'mimm-x' },
        encoder: { name: 'digit-net' },
        network: runShape({}, task.y),
        optimiser: {
          learningRate: 1e-3,
          weightDecay: 1,
          schedule: 'cosine',
          batchSize: BATCH,
          updates: 1200,
        },
      },
      {
        registry: createRegistry().use(corePlugin).use(estimators).use(weighters),
        backend: { compile },
        task,
        inputShape: [28, 28, 1],
        data,
        random: new Random(0),
      },
    );
  },
});
