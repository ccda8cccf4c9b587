import { datasetChecks } from '@mimmx/core/testkit';
import { describe, test } from 'vitest';
import { digits } from '../src/index.ts';

describe('digits', () => {
  for (const check of datasetChecks(digits)) test(check.name, check.run);
});
