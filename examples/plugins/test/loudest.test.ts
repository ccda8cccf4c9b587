import { weighterChecks } from '@mimmx/core/testkit';
import { describe, test } from 'vitest';
import { loudest } from '../src/index.ts';

describe('loudest', () => {
  for (const check of weighterChecks(loudest)) test(check.name, check.run);
});
