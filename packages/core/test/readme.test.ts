import { readFileSync } from 'node:fs';
import * as core from '@mimmx/core';
import * as testkit from '@mimmx/core/testkit';
import { expect, test } from 'vitest';
import * as zod from 'zod';
import { examplesOf, runExample } from '../../../tooling/examples.ts';
import * as tf from '../src/tf/index.ts';

test('the README’s plugin computes what it says, and passes the kit', async () => {
  const packages = {
    '@mimmx/core': core,
    '@mimmx/core/testkit': testkit,
    '@mimmx/core/tf': tf,
    zod,
  };
  const [plugin, itsTest] = examplesOf(readFileSync(new URL('../README.md', import.meta.url), 'utf8'));
  const { printed, exported } = await runExample(`${plugin}\nexport default halving;`, packages);
  const weights = printed[0]!.split(',').map(Number);
  for (const [i, weight] of [4, 2, 1].entries()) expect(weights[i]).toBeCloseTo(weight / 7, 6);

  const checks: Promise<void>[] = [];
  const run = (_name: string, check: () => Promise<void>) => void checks.push(Promise.resolve(check()));
  await runExample(itsTest!, packages, { halving: exported, test: run });
  await Promise.all(checks);
  expect(checks.length).toBeGreaterThan(5);
});
