import { estimatorChecks } from '@mimmx/core/testkit';
import { describe, test } from 'vitest';
import { clubSample } from '../../src/index.ts';
import { smallNetwork } from '../small.ts';

describe('club-sample conforms', () => {
  for (const check of estimatorChecks(clubSample, { options: smallNetwork })) test(check.name, check.run);
});
