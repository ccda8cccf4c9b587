import { selectionChecks } from '@mimmx/evaluation/testkit';
import { describe, test } from 'vitest';
import { bestCalibrated } from '../src/index.ts';

describe('best-calibrated', () => {
  for (const check of selectionChecks(bestCalibrated)) test(check.name, check.run);
});
