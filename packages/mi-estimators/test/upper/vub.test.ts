import { estimatorChecks } from '@mimmx/core/testkit';
import { describe, test } from 'vitest';
import { vub } from '../../src/index.ts';

describe('vub conforms', () => {
  for (const check of estimatorChecks(vub, { options: { hidden: [16] } })) test(check.name, check.run);
});
