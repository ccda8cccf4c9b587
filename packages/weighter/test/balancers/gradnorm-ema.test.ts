import { balancerChecks } from '@mimmx/core/testkit';
import { test } from 'vitest';
import { gradnormEma } from '../../src/index.ts';

for (const check of balancerChecks(gradnormEma)) test(check.name, check.run);
for (const check of balancerChecks(gradnormEma, { warmup: { steps: 5 } })) {
  test(`with warm-up: ${check.name}`, check.run);
}
