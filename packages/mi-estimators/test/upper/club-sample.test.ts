import { estimatorChecks } from '@mimmx/core/testkit';
import { describe, test } from 'vitest';
import { clubSample } from '../../src/index.ts';

describe('club-sample conforms', () => {
  for (const check of estimatorChecks(clubSample, { options: { hidden: [16] } })) test(check.name, check.run);
});
