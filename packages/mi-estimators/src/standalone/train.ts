import { adam, type Backend, eager, type Random } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import type { Lead } from '../networks/index.ts';
import type { StackedEstimator } from '../stack.ts';
import { pieces, rowCycle, type Stacked, stackRows } from './batches.ts';
import type { Member } from './folds.ts';
import type { MiProgress, TrainingSettings } from './settings.ts';
import { settled } from './settled.ts';

/** A trained stack, read on the rows that nothing was learned from. */
export interface Trained {
  /** For each member, its estimates on disjoint pieces of its test rows, with the weight of each piece. */
  readonly readings: readonly { readonly values: readonly number[]; readonly weights: readonly number[] }[];
  readonly converged: boolean;
  readonly steps: number;
}

export interface TrainingJob {
  readonly stack: StackedEstimator;
  readonly members: readonly Member[];
  /** `[members.length]`, or `[]` for a single member whose estimator knows no stacks. */
  readonly lead: Lead;
  /** What decides when to stop: the loss, or the estimate itself for a lower bound. */
  readonly selectBy: 'loss' | 'estimate';
  readonly settings: TrainingSettings & { readonly batchSize: number };
  readonly random: Random;
  readonly backend?: Pick<Backend, 'compile'>;
  readonly onProgress?: (progress: MiProgress) => void;
  readonly signal?: AbortSignal;
}

/** Trains all members in one step each, keeps each at its own best, and reads them. Frees the stack's variables. */
export async function trainStack(job: TrainingJob): Promise<Trained> {
  const { stack, members, lead, settings, backend = eager } = job;
  const { variables } = stack;
  const best = tf.tidy(() => variables.map((v) => tf.variable(tf.zerosLike(v), false)));
  const optimiser = adam({
    variables,
    learningRate: settings.learningRate,
    weightDecay: settings.weightDecay,
    cosineOver: settings.steps,
  });
  const update = backend.compile((...[x, y, weights]: Stacked) =>
    optimiser.minimize(() => tf.sum(stack.loss(x!, y!, weights)) as tf.Scalar),
  );
  const keep = backend.compile((better: tf.Tensor) => {
    for (const [i, variable] of variables.entries()) {
      const mask = tf.reshape(better, [...lead, ...variable.shape.slice(lead.length).map(() => 1)]);
      best[i]!.assign(tf.add(tf.mul(mask, variable), tf.mul(tf.sub(1, mask), best[i]!)) as tf.Tensor);
    }
    return tf.scalar(0);
  });
  const restore = backend.compile(() => {
    for (const [i, variable] of variables.entries()) variable.assign(best[i]!);
    return tf.scalar(0);
  });
  const readBatch = backend.compile((...[x, y, weights]: Stacked) => {
    const estimate = stack.estimate(x!, y!, weights);
    return tf.stack([estimate, job.selectBy === 'loss' ? tf.neg(stack.loss(x!, y!, weights)) : estimate]);
  });
  const read = async (part: 'select' | 'test') =>
    readAll(members, part, lead, settings.evaluationRows, readBatch);

  try {
    const cycles = members.map((member) => rowCycle(member.train, job.random));
    const scores = new Float64Array(members.length).fill(Number.NEGATIVE_INFINITY);
    const stale = new Int32Array(members.length);
    let step = 0;
    const bestScores: number[] = [];
    let stopped = false;
    while (step < settings.steps && !stopped && !job.signal?.aborted) {
      for (let i = 0; i < settings.evaluateEvery && step < settings.steps; i++, step++) {
        const batch = stackRows(
          members,
          cycles.map((take) => take(settings.batchSize)),
          lead,
        );
        const loss = await update(...batch);
        tf.dispose([loss, ...batch]);
      }
      const readings = await read('select');
      const better = new Float32Array(members.length);
      for (const [m, { score }] of readings.entries()) {
        if (score > scores[m]!) {
          scores[m] = score;
          better[m] = 1;
          stale[m] = 0;
        } else stale[m]!++;
      }
      const mask = tf.tensor(better, [...lead]);
      tf.dispose([mask, await keep(mask)]);
      stopped = stale.every((looks) => looks >= settings.patience);
      bestScores.push(scores.reduce((sum, score) => sum + score / members.length, 0));
      const estimate = readings.reduce((sum, { mean }) => sum + mean / readings.length, 0);
      job.onProgress?.({ step, steps: settings.steps, estimate });
    }
    tf.dispose(await restore());
    const converged = stopped || (!job.signal?.aborted && settled(bestScores));
    return { readings: await read('test'), converged, steps: step };
  } finally {
    tf.dispose([...variables, ...stack.state, ...best, ...optimiser.state]);
  }
}

/** Reads every member on its own `select` or `test` rows, a piece at a time. */
async function readAll(
  members: readonly Member[],
  part: 'select' | 'test',
  lead: Lead,
  most: number,
  readBatch: (...batch: Stacked) => Promise<tf.Tensor>,
) {
  const lists = members.map((member) => pieces(member[part], most));
  const readings = members.map(() => ({
    values: [] as number[],
    weights: [] as number[],
    mean: 0,
    score: 0,
  }));
  for (let piece = 0; piece < Math.max(...lists.map((list) => list.length)); piece++) {
    const rows = lists.map((list) => list[piece] ?? list[0]!);
    const batch = stackRows(members, rows, lead);
    const read = await readBatch(...batch);
    const values = await read.data();
    tf.dispose([read, ...batch]);
    for (const [m, list] of lists.entries()) {
      if (piece >= list.length) continue;
      const given = members[m]!.weights;
      const weight = given ? rows[m]!.reduce((sum, row) => sum + given[row]!, 0) : rows[m]!.length;
      const reading = readings[m]!;
      reading.values.push(values[m]!);
      reading.weights.push(weight);
      reading.mean += weight * values[m]!;
      reading.score += weight * values[members.length + m]!;
    }
  }
  for (const reading of readings) {
    const total = reading.weights.reduce((a, b) => a + b, 0);
    reading.mean /= total;
    reading.score /= total;
  }
  return readings;
}
