import { estimatorChecks } from '@mimmx/core/testkit';
import { describe, test } from 'vitest';
import { clubCategorical } from '../../src/index.ts';
import { smallNetwork } from '../small.ts';

describe('club-categorical conforms', () => {
  for (const check of estimatorChecks(clubCategorical, { options: smallNetwork }))
    test(check.name, check.run);
});
