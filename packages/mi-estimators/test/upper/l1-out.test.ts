import { estimatorChecks } from '@mimmx/core/testkit';
import { describe, test } from 'vitest';
import { l1Out } from '../../src/index.ts';
import { smallNetwork } from '../small.ts';

describe('l1-out conforms', () => {
  for (const check of estimatorChecks(l1Out, { options: smallNetwork })) test(check.name, check.run);
});
