import { estimatorChecks } from '@mimmx/core/testkit';
import { describe, test } from 'vitest';
import { clubMean } from '../../src/index.ts';
import { smallNetwork } from '../small.ts';

describe('club-mean conforms', () => {
  for (const check of estimatorChecks(clubMean, { options: smallNetwork })) test(check.name, check.run);
});
