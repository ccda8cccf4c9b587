import { weighterChecks } from '@mimmx/core/testkit';
import { test } from 'vitest';
import { attentionSum } from '../../src/index.ts';

for (const trainedBy of ['estimator', 'detached', 'encoder']) {
  for (const check of weighterChecks(attentionSum, { trainedBy }))
    test(`${trainedBy}: ${check.name}`, check.run);
}
