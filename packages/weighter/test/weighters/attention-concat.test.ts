import { weighterChecks } from '@mimmx/core/testkit';
import { test } from 'vitest';
import { attentionConcat } from '../../src/index.ts';

for (const trainedBy of ['estimator', 'detached', 'encoder']) {
  for (const check of weighterChecks(attentionConcat, { trainedBy }))
    test(`${trainedBy}: ${check.name}`, check.run);
}
