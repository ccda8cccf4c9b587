import { estimatorChecks } from '@mimmx/core/testkit';
import { describe, test } from 'vitest';
import { clubCategorical } from '../../src/index.ts';

describe('club-categorical conforms', () => {
  for (const check of estimatorChecks(clubCategorical, { options: { hidden: [16] } }))
    test(check.name, check.run);
});
