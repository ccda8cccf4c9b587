import { balancerChecks } from '@mimmx/core/testkit';
import { describe, test } from 'vitest';
import { equalNorms } from '../src/index.ts';

describe('equal-norms', () => {
  for (const check of balancerChecks(equalNorms)) test(check.name, check.run);
});
