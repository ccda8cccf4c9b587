import { datasetChecks } from '@mimmx/core/testkit';
import { describe, test } from 'vitest';
import { stripes } from '../src/index.ts';

describe('stripes', () => {
  for (const check of datasetChecks(stripes, { options: { rows: 20 } })) test(check.name, check.run);
});
