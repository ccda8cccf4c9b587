import { balancerChecks } from '@mimmx/core/testkit';
import { test } from 'vitest';
import { uncertainty } from '../../src/index.ts';

for (const check of balancerChecks(uncertainty)) test(check.name, check.run);
for (const check of balancerChecks(uncertainty, { warmup: { steps: 5 } })) {
  test(`with warm-up: ${check.name}`, check.run);
}
