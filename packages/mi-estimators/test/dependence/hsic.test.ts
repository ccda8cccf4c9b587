import { estimatorChecks } from '@mimmx/core/testkit';
import { describe, test } from 'vitest';
import { hsic } from '../../src/index.ts';

describe('hsic conforms', () => {
  for (const check of estimatorChecks(hsic)) test(check.name, check.run);
});
