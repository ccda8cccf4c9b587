import { estimatorChecks } from '@mimmx/core/testkit';
import { describe, test } from 'vitest';
import { mmd } from '../../src/index.ts';

describe('mmd conforms', () => {
  for (const check of estimatorChecks(mmd)) test(check.name, check.run);
});
