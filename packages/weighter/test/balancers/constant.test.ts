import { balancerChecks } from '@mimmx/core/testkit';
import { test } from 'vitest';
import { constant } from '../../src/index.ts';

for (const check of balancerChecks(constant)) test(check.name, check.run);
for (const check of balancerChecks(constant, { warmup: { steps: 5 } })) {
  test(`with warm-up: ${check.name}`, check.run);
}
