import { estimatorChecks } from '@mimmx/core/testkit';
import { describe, test } from 'vitest';
import { ksg } from '../../src/index.ts';

describe('ksg conforms', () => {
  for (const check of estimatorChecks(ksg)) test(check.name, check.run);
});
