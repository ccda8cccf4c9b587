import { estimatorChecks } from '@mimmx/core/testkit';
import { describe, test } from 'vitest';
import { vub } from '../../src/index.ts';
import { smallNetwork } from '../small.ts';

describe('vub conforms', () => {
  for (const check of estimatorChecks(vub, { options: smallNetwork })) test(check.name, check.run);
});
