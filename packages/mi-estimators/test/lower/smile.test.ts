import { estimatorChecks } from '@mimmx/core/testkit';
import { describe, test } from 'vitest';
import { smile } from '../../src/index.ts';

describe('smile conforms', () => {
  for (const check of estimatorChecks(smile, { options: { hidden: [16], embedding: 8 } }))
    test(check.name, check.run);
});
