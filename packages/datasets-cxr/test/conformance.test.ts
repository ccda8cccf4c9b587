import { datasetChecks } from '@mimmx/core/testkit';
import { describe, test } from 'vitest';
import { chestPhantom } from '../src/index.ts';

describe('chestPhantom', () => {
  for (const check of datasetChecks(chestPhantom)) test(check.name, check.run);
});
