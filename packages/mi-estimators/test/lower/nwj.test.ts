import { estimatorChecks } from '@mimmx/core/testkit';
import { describe, test } from 'vitest';
import { nwj } from '../../src/index.ts';

describe('nwj conforms', () => {
  for (const check of estimatorChecks(nwj, { options: { hidden: [16], embedding: 8 } }))
    test(check.name, check.run);
});
