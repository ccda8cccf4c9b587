import { estimatorChecks } from '@mimmx/core/testkit';
import { describe, test } from 'vitest';
import { infoNce } from '../../src/index.ts';
import { smallCritic } from '../small.ts';

describe('info-nce conforms', () => {
  for (const check of estimatorChecks(infoNce, { options: smallCritic })) test(check.name, check.run);
});
