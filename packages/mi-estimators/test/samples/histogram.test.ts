import { estimatorChecks } from '@mimmx/core/testkit';
import { describe, test } from 'vitest';
import { histogram } from '../../src/index.ts';

describe('histogram conforms', () => {
  for (const check of estimatorChecks(histogram)) test(check.name, check.run);
});
