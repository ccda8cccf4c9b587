import type { MethodDefinition } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { expect } from 'vitest';
import { dann, dfr, jtt, lff, lnl, mdn, rebias } from '../src/index.ts';
import { hsicOf } from './hsic-of.ts';
import {
  affine,
  encoded,
  entropies,
  expectDescent,
  knownMean,
  logitsOf,
  mean,
  onTenRows,
  perceptron,
  stretch,
  type Values,
  valuesOf,
  Y,
  Z,
} from './ten-rows.ts';

const NETWORK = /^(encoder|heads)\./;
const task = (v: Values) => mean(entropies(logitsOf(v), Y));
const told = (v: Values) => knownMean(entropies(perceptron(v, 'adversary', 0, 2, encoded(v)), Z[0]), Z[0]);

/** What a method must do; each of them holds for the method as it is. */
export const REFERENCES: Record<string, (mutant?: MethodDefinition) => Promise<void>> = {
  async dann() {
    const { method } = onTenRows(dann, { options: { adversaryHidden: [3], lambda: 0.7 } });
    const before = valuesOf(method);
    await method.update();
    expectDescent(before, valuesOf(method), NETWORK, (v) => task(v) - 0.7 * told(v));
  },
  async 'an adversary that learns'() {
    const { method } = onTenRows(lnl, { options: { adversaryHidden: [3], lambda: 0, reversal: 0 } });
    const before = valuesOf(method);
    await method.update();
    expectDescent(before, valuesOf(method), /^adversary\./, told);
  },
  async lff() {
    const { method } = onTenRows(lff, {});
    let averages: number[][] = [];
    for (let update = 0; update < 2; update++) {
      for (const name of ['encoder.0', 'biasedEncoder.0']) stretch(method, name, update === 1 ? -2 : 1);
      const before = valuesOf(method);
      await method.update();
      const now = [
        entropies(logitsOf(before, 'biasedEncoder', 'biasedHeads'), Y),
        entropies(logitsOf(before), Y),
      ];
      averages = now.map((losses, k) =>
        losses.map((l, i) => (update === 0 ? l : 0.7 * averages[k]![i]! + 0.3 * l)),
      );
      const [b, d] = averages.map((all) =>
        all.map((value, i) => value / Math.max(...all.filter((_, k) => Y[k] === Y[i]))),
      ) as [number[], number[]];
      expectDescent(before, valuesOf(method), NETWORK, (v) =>
        mean(entropies(logitsOf(v), Y).map((l, i) => (l * b[i]!) / (b[i]! + d[i]!))),
      );
    }
  },
  async jtt(mutant) {
    const { method, given } = onTenRows(mutant ?? jtt, { options: { copies: 6 }, updates: 4 });
    const start = valuesOf(method);
    await method.update();
    await method.update();
    const middle = valuesOf(method);
    expect(middle['encoder.0']).toEqual(start['encoder.0']);
    await method.update();
    const logits = logitsOf(middle, 'identifier.encoder', 'identifier.heads');
    const counts = logits.map((row, i) => (row.indexOf(Math.max(...row)) === Y[i] ? 1 : 7));
    expect(given.map((weights) => [...weights])).toEqual([counts]);
  },
  async mdn() {
    const { method } = onTenRows(mdn, {});
    const before = valuesOf(method);
    const f = encoded(before);
    const metrics = await method.update();
    // Least squares on 1, y and z in closed form: the slope of what y leaves of f on what it leaves of z.
    const within = (column: readonly number[]) =>
      column.map((v, i) => v - mean(column.filter((_, k) => Y[k] === Y[i])));
    const z = within(Z[0]);
    const slope = [0, 1].map((k) => {
      const left = within(f.map((row) => row[k]!));
      return z.reduce((sum, v, i) => sum + v * left[i]!, 0) / z.reduce((sum, v) => sum + v * v, 0);
    });
    const residual = f.map((row, i) => row.map((v, k) => v - (Z[0][i]! - 0.5) * slope[k]!));
    const logits = affine(residual, before['heads.0']!, before['heads.1']!);
    expect(metrics.loss).toBeCloseTo(mean(entropies(logits, Y)), 4);
  },
  async 'a refusal to predict'(mutant) {
    const { method } = onTenRows(mutant ?? mdn, {});
    expect(() => tf.tidy(() => method.read(tf.zeros([10, 2, 2, 1])).features)).toThrow(/^E_NEED/);
  },
  async rebias() {
    const { method } = onTenRows(rebias, {});
    const before = valuesOf(method);
    const metrics = await method.update();
    expect(metrics.hsic).toBeCloseTo(hsicOf(encoded(before), encoded(before, 'biasedEncoder'), 1), 4);
  },
  async dfr(mutant) {
    const { method } = onTenRows(mutant ?? dfr, {
      options: { draws: 1, inversePenalties: [100] },
      updates: 1,
    });
    const start = valuesOf(method);
    await method.update();
    const onEven = (v: Values) => mean(entropies(logitsOf(v), Y).filter((_, i) => i % 2 === 0));
    expectDescent(start, valuesOf(method), /^encoder\./, onEven);
  },
};
