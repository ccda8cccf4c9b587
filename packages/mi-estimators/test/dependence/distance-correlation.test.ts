import { estimatorChecks } from '@mimmx/core/testkit';
import { describe, test } from 'vitest';
import { distanceCorrelation } from '../../src/index.ts';

describe('distance-correlation conforms', () => {
  for (const check of estimatorChecks(distanceCorrelation)) test(check.name, check.run);
});
