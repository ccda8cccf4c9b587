import { encoderChecks } from '@mimmx/core/testkit';
import { describe, test } from 'vitest';
import { dense } from '../src/index.ts';

describe('dense', () => {
  for (const check of encoderChecks(dense, { inputShape: [8, 8, 1] })) test(check.name, check.run);
});
