import { estimatorChecks } from '@mimmx/core/testkit';
import { describe, test } from 'vitest';
import { rvCoefficient } from '../src/index.ts';

describe('rv-coefficient', () => {
  for (const check of estimatorChecks(rvCoefficient)) test(check.name, check.run);
});
