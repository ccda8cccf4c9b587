import { estimatorChecks } from '@mimmx/core/testkit';
import { describe, test } from 'vitest';
import { interpolated } from '../../src/index.ts';

describe('interpolated conforms', () => {
  for (const check of estimatorChecks(interpolated, { options: { hidden: [16], embedding: 8 } }))
    test(check.name, check.run);
});
