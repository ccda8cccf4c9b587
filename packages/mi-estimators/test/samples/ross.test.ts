import { estimatorChecks } from '@mimmx/core/testkit';
import { describe, test } from 'vitest';
import { ross } from '../../src/index.ts';

describe('ross conforms', () => {
  for (const check of estimatorChecks(ross)) test(check.name, check.run);
});
