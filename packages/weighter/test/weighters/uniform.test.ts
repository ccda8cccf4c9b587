import { weighterChecks } from '@mimmx/core/testkit';
import { test } from 'vitest';
import { uniform } from '../../src/index.ts';

for (const check of weighterChecks(uniform)) test(check.name, check.run);
