import { describe, expect, it } from 'vitest';
import { contrastWeights } from '../src/debiasing/bias-contrast.ts';
import { biasBalance, debian } from '../src/index.ts';
import { cpuBackend } from './kit.ts';
import {
  encoded,
  entropies,
  expectDescent,
  logitsOf,
  mean,
  onTenRows,
  taskOf,
  type Values,
  valuesOf,
  Y,
  Z,
} from './ten-rows.ts';

await cpuBackend();

const rows = [...Y.keys()];
const sigmoid = (v: number) => 1 / (1 + Math.exp(-v));

describe('debian', () => {
  /** Soft group of each row: the discoverer's output for its class. */
  const soft = (v: Values) => {
    const logits = discovered(v);
    return rows.map((i) => sigmoid(logits[i]![Y[i]!]!));
  };
  // The discoverer is one player, encoder first and head after it.
  const discovered = (v: Values) =>
    logitsOf(
      {
        ...v,
        'd.encoder.0': v['discoverer.0']!,
        'd.encoder.1': v['discoverer.1']!,
        'd.heads.0': v['discoverer.2']!,
        'd.heads.1': v['discoverer.3']!,
      },
      'd.encoder',
      'd.heads',
    );
  const right = (v: Values) => entropies(logitsOf(v), Y).map((loss) => Math.exp(-loss));
  const sides = (s: readonly number[], p: readonly number[], c: number) => {
    const own = rows.filter((i) => Y[i] === c);
    const weighted = (w: (i: number) => number) =>
      own.reduce((sum, i) => sum + w(i) * p[i]!, 0) / (own.reduce((sum, i) => sum + w(i), 0) + 1e-6);
    return {
      inside: weighted((i) => s[i]!),
      outside: weighted((i) => 1 - s[i]!),
      share: mean(own.map((i) => s[i]!)),
    };
  };

  it('counts the worse group up to twice, and looks for groups that differ more', async () => {
    const { method } = onTenRows(debian, { options: { lambda: 0.7 }, task: taskOf(0) });
    const before = valuesOf(method);
    await method.update();
    const after = valuesOf(method);
    const [s, p] = [soft(before), right(before)];
    const weights = rows.map((i) => {
      const { inside, outside } = sides(s, p, Y[i]!);
      return 1 + (inside <= outside ? s[i]! : 1 - s[i]!);
    });
    expectDescent(before, after, /^(encoder|heads)\./, (v) =>
      mean(entropies(logitsOf(v), Y).map((loss, i) => loss * weights[i]!)),
    );
    expectDescent(before, after, /^discoverer\./, (v) =>
      mean(
        [0, 1].map((c) => {
          const { inside, outside, share } = sides(soft(v), p, c);
          return (
            -Math.log(Math.abs(inside - outside) + 1e-6) - 0.7 * Math.log(1 + 1e-6 - Math.abs(2 * share - 1))
          );
        }),
      ),
    );
    method.dispose();
  });
});

describe('bias-balance with a contrast', () => {
  it.each([1, 3])('joins rows of one class and another value of %i confounders', async (confounders) => {
    const task = taskOf(confounders);
    const options = { contrast: 0.8, temperature: 0.5 };
    const { method } = onTenRows(biasBalance, { options, task });
    const before = valuesOf(method);
    await method.update();
    const codes = Z.slice(0, confounders);
    const code = (i: number) =>
      codes.some((column) => column[i]! < 0) ? null : codes.map((column) => column[i]).join();
    const prior = (i: number) => {
      const alike = rows.filter((j) => (code(i) === null ? true : code(j) === code(i)));
      return [0, 1].map((c) => Math.log(alike.filter((j) => Y[j] === c).length / alike.length + 1e-9));
    };
    const contrast = (v: Values, column: readonly number[]) => {
      const unit = encoded(v).map((row) => row.map((f) => f / Math.hypot(...row)));
      const s = (i: number, j: number) => unit[i]!.reduce((sum, f, k) => sum + f * unit[j]![k]!, 0) / 0.5;
      return mean(
        rows.map((i) => {
          const others = rows.filter((j) => j !== i);
          const known = (j: number) => column[i]! >= 0 && column[j]! >= 0;
          const positives = others.filter((j) => Y[j] === Y[i] && known(j) && column[j] !== column[i]);
          const among = Math.log(others.reduce((sum, j) => sum + Math.exp(s(i, j)), 0));
          return positives.length === 0 ? 0 : mean(positives.map((j) => among - s(i, j)));
        }),
      );
    };
    expectDescent(before, valuesOf(method), /^(encoder|heads)\./, (v) => {
      const logits = logitsOf(v).map((row, i) => row.map((logit, c) => logit + prior(i)[c]!));
      return mean(entropies(logits, Y)) + 0.8 * mean(codes.map((column) => contrast(v, column)));
    });
    method.dispose();
  });

  it('draws rare rows more often, up to a limit', () => {
    const grouping = {
      codes: Int32Array.of(0, 0, 0, 0, 1, 2, 3, 3, -1),
      counts: Float32Array.of(4, 1, 1, 2),
    };
    const y = Int32Array.of(0, 0, 0, 0, 0, 1, 1, 1, 1);
    expect([...contrastWeights(grouping, y, 3)]).toEqual([1, 1, 1, 1, 3, 2, 1, 1, 1]);
  });
});
