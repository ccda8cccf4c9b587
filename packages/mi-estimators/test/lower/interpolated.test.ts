import { estimatorChecks } from '@mimmx/core/testkit';
import { describe, test } from 'vitest';
import { interpolated } from '../../src/index.ts';
import { smallCritic } from '../small.ts';

describe('interpolated conforms', () => {
  for (const check of estimatorChecks(interpolated, { options: smallCritic })) test(check.name, check.run);
});
