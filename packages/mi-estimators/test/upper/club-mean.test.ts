import { estimatorChecks } from '@mimmx/core/testkit';
import { describe, test } from 'vitest';
import { clubMean } from '../../src/index.ts';

describe('club-mean conforms', () => {
  for (const check of estimatorChecks(clubMean, { options: { hidden: [16] } })) test(check.name, check.run);
});
