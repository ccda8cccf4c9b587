import { estimatorChecks } from '@mimmx/core/testkit';
import { describe, test } from 'vitest';
import { club } from '../../src/index.ts';
import { smallNetwork } from '../small.ts';

describe('club conforms', () => {
  for (const check of estimatorChecks(club, { options: smallNetwork })) test(check.name, check.run);
});
