import { describe, expect, it } from 'vitest';
import { jtt } from '../src/index.ts';
import { cpuBackend } from './kit.ts';
import {
  entropies,
  expectDescent,
  logitsOf,
  type Matrix,
  mean,
  onTenRows,
  taskOf,
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
    method.variables.counts!.assign((await import('@tensorflow/tfjs')).tensor1d(counts));
    method.variables.clock!.assign((await import('@tensorflow/tfjs')).scalar(3));
    await method.update();
    expect(given.map((weights) => [...weights])).toEqual([counts]);
    method.dispose();
  });
});
