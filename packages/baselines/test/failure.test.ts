import { expect, it } from 'vitest';
import { lff } from '../src/index.ts';
import { cpuBackend } from './kit.ts';
import {
  entropies,
  expectDescent,
  labels,
  logitsOf,
  mean,
  onTenRows,
  stretch,
  taskOf,
  type Values,
  valuesOf,
} from './ten-rows.ts';

await cpuBackend();

it.each([2, 3])('lff follows its equations update by update, %i classes', async (classes) => {
  const y = labels(classes);
  const { method } = onTenRows(lff, { task: taskOf(1, classes) });
  const biased = (v: Values) => entropies(logitsOf(v, 'biasedEncoder', 'biasedHeads'), y);
  const own = (v: Values) => entropies(logitsOf(v), y);
  // Kept here as the paper has them: an average per row, whose first value is the first loss.
  let averages: { b: number[]; d: number[] } | null = null;
  for (let update = 0; update < 3; update++) {
    // So that a loss and its average are far apart.
    for (const name of ['encoder.0', 'biasedEncoder.0']) stretch(method, name, update === 1 ? -2 : 1);
    const before = valuesOf(method);
    await method.update();
    const after = valuesOf(method);
    const [b, d] = [biased(before), own(before)];
    averages = averages
      ? {
          b: averages.b.map((old, i) => 0.7 * old + 0.3 * b[i]!),
          d: averages.d.map((old, i) => 0.7 * old + 0.3 * d[i]!),
        }
      : { b, d };
    const relative = (all: readonly number[]) =>
      all.map((value, i) => value / Math.max(...all.filter((_, k) => y[k] === y[i])));
    const [lb, ld] = [relative(averages.b), relative(averages.d)];
    const weights = lb.map((value, i) => value / (value + ld[i]!));
    expectDescent(before, after, /^(encoder|heads)\./, (v) =>
      mean(own(v).map((loss, i) => weights[i]! * loss)),
    );
    // Equation 1: the gradient of generalised cross-entropy, q times (1 − p^q) / q.
    expectDescent(before, after, /^biased(Encoder|Heads)\./, (v) =>
      mean(biased(v).map((loss) => 1 - Math.exp(-0.7 * loss))),
    );
  }
  method.dispose();
});

it('lff refuses a continuous primary task', () => {
  const y = { name: 'age', kind: 'continuous', mean: 0, sd: 1 } as const;
  expect(() => onTenRows(lff, { task: { y, z: [] } })).toThrow(/^E_TASK: lff: the primary task "age"/);
});
