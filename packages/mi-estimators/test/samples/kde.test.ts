import { estimatorChecks } from '@mimmx/core/testkit';
import { describe, test } from 'vitest';
import { kde } from '../../src/index.ts';

describe('kde conforms', () => {
  for (const check of estimatorChecks(kde)) test(check.name, check.run);
});
