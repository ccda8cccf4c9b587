import { createRegistry } from '@mimmx/core';
import { methodChecks } from '@mimmx/core/testkit';
import { cpuBackend } from '@mimmx/experiment/node';
import { describe, test } from 'vitest';
import { labelSmoothing } from '../src/index.ts';

const setting = { registry: createRegistry(), backend: cpuBackend.create({}, {}) };
describe('label-smoothing', () => {
  for (const check of methodChecks(labelSmoothing, setting)) test(check.name, check.run);
});
