import { balancerChecks } from '@mimmx/core/testkit';
import { test } from 'vitest';
import { gradientRatio } from '../../src/index.ts';

for (const check of balancerChecks(gradientRatio)) test(check.name, check.run);
for (const check of balancerChecks(gradientRatio, { warmup: { steps: 5 } })) {
  test(`with warm-up: ${check.name}`, check.run);
}
