import type { MethodDefinition } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { expect, test } from 'vitest';
import * as methods from '../src/methods.ts';
import { featuresOf, linear, mean, softmax, type Weights } from './reference/by-hand.ts';
import { makeOnTenRows } from './reference/check.ts';
import { pixels, TEN } from './reference/ten-rows.ts';

const rows = TEN.y.map((_, i) => pixels(i));

/** What a method predicts for the ten rows after two updates, and its weights. */
async function reading(name: string, options: Record<string, unknown> = {}) {
  const all = Object.values(methods) as readonly unknown[] as MethodDefinition[];
  const { method } = makeOnTenRows(all.find((own) => own.name === name)!, { options });
  for (let i = 0; i < 2; i++) await method.update();
  const x = tf.tensor(rows.flat(), [10, 2, 2, 1]);
  const { prediction } = method.read(x);
  const found = (await prediction.array()) as number[][];
  const weights: Weights = Object.fromEntries(
    await Promise.all(
      Object.entries(method.variables).map(async ([key, variable]) => [
        key,
        { shape: variable.shape, values: [...(await variable.data())] },
      ]),
    ),
  );
  method.dispose();
  const head = (weight: string, bias: string) =>
    linear(featuresOf(weights, rows), weights[weight]!, weights[bias]!);
  return { found, head, own: head('heads.0', 'heads.1') };
}

const expectClose = (found: number[][], expected: number[][]) => {
  for (const [i, row] of expected.entries())
    for (const [c, p] of row.entries()) expect(found[i]![c]).toBeCloseTo(p, 5);
};

test.each(['bias-balance', 'balanced-softmax'])('%s predicts without the prior', async (name) => {
  const { found, own } = await reading(name);
  expectClose(found, own.map(softmax));
});

test('ldam predicts with the scale and without the margin', async () => {
  const { found, own } = await reading('ldam', { scale: 4 });
  expectClose(
    found,
    own.map((logits) => softmax(logits.map((logit) => 4 * logit))),
  );
});

test('domain-independent predicts by the sum over heads, and needs no confounder for it', async () => {
  const { found, head, own } = await reading('domain-independent', { environments: 'joint' });
  const heads = [own, ...[0, 2, 4, 6, 8].map((i) => head(`domains.${i}`, `domains.${i + 1}`))];
  expectClose(
    found,
    rows.map((_, i) => softmax([0, 1, 2].map((c) => mean(heads.map((logits) => logits[i]![c]!))))),
  );
  const bySum = rows.map((_, i) =>
    [0, 1, 2].map((c) => heads.reduce((sum, logits) => sum + logits[i]![c]!, 0)),
  );
  for (const [i, sums] of bySum.entries())
    expect(found[i]!.indexOf(Math.max(...found[i]!))).toBe(sums.indexOf(Math.max(...sums)));
});
