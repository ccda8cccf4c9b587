import { balancerChecks } from '@mimmx/core/testkit';
import { test } from 'vitest';
import { dwa } from '../../src/index.ts';

for (const check of balancerChecks(dwa)) test(check.name, check.run);
for (const check of balancerChecks(dwa, { window: 3, warmup: { steps: 5 } })) {
  test(`with warm-up: ${check.name}`, check.run);
}
