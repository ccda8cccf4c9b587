import { estimatorChecks } from '@mimmx/core/testkit';
import { describe, test } from 'vitest';
import { mine } from '../../src/index.ts';
import { smallCritic } from '../small.ts';

describe('mine conforms', () => {
  for (const check of estimatorChecks(mine, { options: smallCritic })) test(check.name, check.run);
});

describe('mine conforms with permuted pairs', () => {
  const options = { ...smallCritic, marginals: 'permuted', permutations: 2 };
  for (const check of estimatorChecks(mine, { options })) test(check.name, check.run);
});
