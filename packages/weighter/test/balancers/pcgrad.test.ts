import { balancerChecks } from '@mimmx/core/testkit';
import { test } from 'vitest';
import { pcgrad } from '../../src/index.ts';

for (const check of balancerChecks(pcgrad)) test(check.name, check.run);
for (const check of balancerChecks(pcgrad, { warmup: { steps: 5 } })) {
  test(`with warm-up: ${check.name}`, check.run);
}
