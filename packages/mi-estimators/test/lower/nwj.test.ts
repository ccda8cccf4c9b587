import { estimatorChecks } from '@mimmx/core/testkit';
import { describe, test } from 'vitest';
import { nwj } from '../../src/index.ts';
import { smallCritic } from '../small.ts';

describe('nwj conforms', () => {
  for (const check of estimatorChecks(nwj, { options: smallCritic })) test(check.name, check.run);
});
