import { estimatorChecks } from '@mimmx/core/testkit';
import { describe, test } from 'vitest';
import { club } from '../../src/index.ts';

describe('club conforms', () => {
  for (const check of estimatorChecks(club, { options: { hidden: [16] } })) test(check.name, check.run);
});
