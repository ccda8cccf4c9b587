import { balancerChecks } from '@mimmx/core/testkit';
import { test } from 'vitest';
import { gradnorm } from '../../src/index.ts';

for (const check of balancerChecks(gradnorm)) test(check.name, check.run);
for (const check of balancerChecks(gradnorm, { warmup: { steps: 5 } })) {
  test(`with warm-up: ${check.name}`, check.run);
}
