import { estimatorChecks } from '@mimmx/core/testkit';
import { describe, test } from 'vitest';
import { smile } from '../../src/index.ts';
import { smallCritic } from '../small.ts';

describe('smile conforms', () => {
  for (const check of estimatorChecks(smile, { options: smallCritic })) test(check.name, check.run);
});
