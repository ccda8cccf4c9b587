import { estimatorChecks } from '@mimmx/core/testkit';
import { describe, test } from 'vitest';
import { infoNce } from '../../src/index.ts';

describe('info-nce conforms', () => {
  for (const check of estimatorChecks(infoNce, { options: { hidden: [16], embedding: 8 } }))
    test(check.name, check.run);
});
