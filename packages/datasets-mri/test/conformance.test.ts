import { datasetChecks } from '@mimmx/core/testkit';
import { describe, test } from 'vitest';
import { brainPhantom } from '../src/index.ts';

describe('brainPhantom', () => {
  for (const check of datasetChecks(brainPhantom)) test(check.name, check.run);
});
