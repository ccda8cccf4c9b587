import { estimatorChecks } from '@mimmx/core/testkit';
import { describe, test } from 'vitest';
import { tuba } from '../../src/index.ts';
import { smallCritic } from '../small.ts';

describe('tuba conforms', () => {
  for (const check of estimatorChecks(tuba, { options: smallCritic })) test(check.name, check.run);
});
