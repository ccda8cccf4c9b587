import { estimatorChecks } from '@mimmx/core/testkit';
import { describe, test } from 'vitest';
import { js } from '../../src/index.ts';
import { smallCritic } from '../small.ts';

describe('js conforms', () => {
  for (const check of estimatorChecks(js, { options: smallCritic })) test(check.name, check.run);
});
