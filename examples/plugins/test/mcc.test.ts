import { measureChecks } from '@mimmx/evaluation/testkit';
import { describe, test } from 'vitest';
import { mcc } from '../src/index.ts';

describe('mcc', () => {
  for (const check of measureChecks(mcc)) test(check.name, check.run);
});
