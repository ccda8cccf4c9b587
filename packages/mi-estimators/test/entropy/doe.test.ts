import { estimatorChecks } from '@mimmx/core/testkit';
import { describe, test } from 'vitest';
import { doe } from '../../src/index.ts';
import { smallNetwork } from '../small.ts';

describe('doe conforms', () => {
  for (const check of estimatorChecks(doe, { options: smallNetwork })) test(check.name, check.run);
});
