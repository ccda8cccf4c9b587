import { estimatorChecks } from '@mimmx/core/testkit';
import { describe, test } from 'vitest';
import { cauchySchwarz } from '../src/index.ts';

describe('cauchy-schwarz', () => {
  for (const check of estimatorChecks(cauchySchwarz)) test(check.name, check.run);
});
