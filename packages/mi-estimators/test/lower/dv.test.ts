import { estimatorChecks } from '@mimmx/core/testkit';
import { describe, test } from 'vitest';
import { dv } from '../../src/index.ts';
import { smallCritic } from '../small.ts';

describe('dv conforms', () => {
  for (const check of estimatorChecks(dv, { options: smallCritic })) test(check.name, check.run);
});
