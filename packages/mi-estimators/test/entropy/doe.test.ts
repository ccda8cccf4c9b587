import { estimatorChecks } from '@mimmx/core/testkit';
import { describe, test } from 'vitest';
import { doe } from '../../src/index.ts';

describe('doe conforms', () => {
  for (const check of estimatorChecks(doe, { options: { hidden: [16] } })) test(check.name, check.run);
});
