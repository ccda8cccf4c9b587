import { estimatorChecks } from '@mimmx/core/testkit';
import { describe, test } from 'vitest';
import { dv } from '../../src/index.ts';

describe('dv conforms', () => {
  for (const check of estimatorChecks(dv, { options: { hidden: [16], embedding: 8 } }))
    test(check.name, check.run);
});
