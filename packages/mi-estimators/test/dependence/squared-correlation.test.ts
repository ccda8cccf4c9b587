import { estimatorChecks } from '@mimmx/core/testkit';
import { describe, test } from 'vitest';
import { squaredCorrelation } from '../../src/index.ts';

describe('squared-correlation conforms', () => {
  for (const check of estimatorChecks(squaredCorrelation)) test(check.name, check.run);
});
