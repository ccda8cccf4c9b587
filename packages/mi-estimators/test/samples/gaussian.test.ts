import { estimatorChecks } from '@mimmx/core/testkit';
import { describe, test } from 'vitest';
import { gaussian } from '../../src/index.ts';

describe('gaussian conforms', () => {
  for (const check of estimatorChecks(gaussian)) test(check.name, check.run);
});
