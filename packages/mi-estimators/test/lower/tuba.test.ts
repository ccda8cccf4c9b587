import { estimatorChecks } from '@mimmx/core/testkit';
import { describe, test } from 'vitest';
import { tuba } from '../../src/index.ts';

describe('tuba conforms', () => {
  for (const check of estimatorChecks(tuba, { options: { hidden: [16], embedding: 8 } }))
    test(check.name, check.run);
});
