import { estimatorChecks } from '@mimmx/core/testkit';
import { describe, test } from 'vitest';
import { js } from '../../src/index.ts';

describe('js conforms', () => {
  for (const check of estimatorChecks(js, { options: { hidden: [16], embedding: 8 } }))
    test(check.name, check.run);
});
