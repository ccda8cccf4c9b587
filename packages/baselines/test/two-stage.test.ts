import * as tf from '@mimmx/core/tf';
import { describe, expect, it } from 'vitest';
import { cnc, jtt } from '../src/index.ts';
import { cellWeights } from '../src/two-stage/contrast.ts';
import { cpuBackend } from './kit.ts';
import {
  encoded,
  entropies,
  expectDescent,
  logitsOf,
  type Matrix,
  mean,
  onTenRows,
  taskOf,
  type Values,
  valuesOf,
  Y,
} from './ten-rows.ts';

await cpuBackend();

const largest = (logits: Matrix) => logits.map((row) => row.indexOf(Math.max(...row)));

describe('jtt', () => {
  it('counts every wrong row λ + 1 times, and trains a new network', async () => {
    const { method, given } = onTenRows(jtt, {
      options: { copies: 6, firstShare: 0.5 },
      task: taskOf(0),
      updates: 4,
    });
    const start = valuesOf(method);
    await method.update();
    await method.update();
    const middle = valuesOf(method);
    // The first phase trains the identifier and leaves the network as it was made.
    for (const name of ['encoder.0', 'encoder.1', 'heads.0', 'heads.1'])
      expect(middle[name]).toEqual(start[name]);
    expect(middle['identifier.encoder.0']).not.toEqual(start['identifier.encoder.0']);
    expect(start['identifier.encoder.0']).not.toEqual(start['encoder.0']);

    const metrics = await method.update();
    const after = valuesOf(method);
    const predicted = largest(logitsOf(middle, 'identifier.encoder', 'identifier.heads'));
    const counts = predicted.map((c, i) => (c === Y[i] ? 1 : 7));
    expect(new Set(counts)).toEqual(new Set([1, 7]));
    expect([...after.counts!]).toEqual(counts);
    expect(given.map((weights) => [...weights])).toEqual([counts]);
    expect(metrics.phase).toBe(2);
    // The network that is read is the second one, and the identifier rests.
    expectDescent(middle, after, /^(encoder|heads)\./, (v) => mean(entropies(logitsOf(v), Y)));
    expect(after['identifier.encoder.0']).toEqual(middle['identifier.encoder.0']);
    expect(method.readableAfter).toBe(3);
    method.dispose();
  });

  it('weighs rows again when it goes on in the second phase', async () => {
    const { method, given } = onTenRows(jtt, { task: taskOf(0), updates: 4 });
    const counts = [1, 1, 11, 1, 1, 1, 1, 11, 1, 1];
    method.variables.counts!.assign(tf.tensor1d(counts));
    method.variables.clock!.assign(tf.scalar(3));
    await method.update();
    expect(given.map((weights) => [...weights])).toEqual([counts]);
    method.dispose();
  });
});

describe('cnc', () => {
  it('contrasts rows by class and by a first network’s predictions', async () => {
    const options = { temperature: 0.3, contrast: 0.6 };
    const { method, given } = onTenRows(cnc, { options, task: taskOf(0), updates: 4 });
    const predicted = [0, 1, 0, 1, 0, 1, 1, 0, 1, 0];
    method.variables.predictions!.assign(tf.tensor1d(predicted, 'int32'));
    method.variables.clock!.assign(tf.scalar(3));
    const before = valuesOf(method);
    await method.update();
    const contrast = (v: Values) => {
      const unit = encoded(v).map((row) => row.map((f) => f / Math.hypot(...row)));
      const s = (i: number, j: number) => unit[i]!.reduce((sum, f, k) => sum + f * unit[j]![k]!, 0) / 0.3;
      const rows = [...Y.keys()];
      return mean(
        rows.flatMap((i) => {
          if (predicted[i] !== Y[i]) return [];
          const positives = rows.filter((j) => Y[j] === Y[i] && predicted[j] !== predicted[i]);
          const negatives = rows.filter((j) => Y[j] !== Y[i] && predicted[j] === predicted[i]);
          const among = [...positives, ...negatives].reduce((sum, j) => sum + Math.exp(s(i, j)), 0);
          return positives.length > 0 ? [mean(positives.map((j) => Math.log(among) - s(i, j)))] : [];
        }),
      );
    };
    expectDescent(
      before,
      valuesOf(method),
      /^(encoder|heads)\./,
      (v) => 0.4 * mean(entropies(logitsOf(v), Y)) + 0.6 * contrast(v),
    );
    expect(given).toHaveLength(1);
    // 3 rows of class 0 predicted 0, 2 predicted 1, and the other way round: each of 4 cells a quarter.
    expect([...given[0]!].map((w) => Math.round(w * 1000))).toEqual(
      predicted.map((c, i) => Math.round((10 / 4 / (c === Y[i] ? 3 : 2)) * 1000)),
    );
    method.dispose();
  });

  it('takes the predictions of the first network, and trains a new one', async () => {
    const { method } = onTenRows(cnc, { task: taskOf(0), updates: 4 });
    const start = valuesOf(method);
    await method.update();
    await method.update();
    const middle = valuesOf(method);
    expect(middle['encoder.0']).toEqual(start['encoder.0']);
    await method.update();
    const after = valuesOf(method);
    expect([...after.predictions!]).toEqual(
      largest(logitsOf(middle, 'identifier.encoder', 'identifier.heads')),
    );
    expect(after['encoder.0']).not.toEqual(middle['encoder.0']);
    method.dispose();
  });

  it('contrasts nothing where the first network was right everywhere', async () => {
    const { method } = onTenRows(cnc, { task: taskOf(0), updates: 4 });
    method.variables.predictions!.assign(tf.tensor1d([...Y], 'int32'));
    method.variables.clock!.assign(tf.scalar(3));
    expect((await method.update())['loss.contrast']).toBe(0);
    expect([...cellWeights(Int32Array.from(Y), Int32Array.from(Y))]).toEqual(Array(10).fill(1));
    method.dispose();
  });
});
