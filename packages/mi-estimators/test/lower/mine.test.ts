import { estimatorChecks } from '@mimmx/core/testkit';
import { describe, test } from 'vitest';
import { mine } from '../../src/index.ts';

describe('mine conforms', () => {
  for (const check of estimatorChecks(mine, { options: { hidden: [16], embedding: 8 } }))
    test(check.name, check.run);
});
