import { type Backend, createRegistry } from '@mimmx/core';
import { methodChecks } from '@mimmx/core/testkit';
import { nodePlugin } from '@mimmx/experiment/node';
import { describe, test } from 'vitest';
import { erm, groupBalanced, multiTask, oracle, overlapBalanced } from '../src/index.ts';

const backend: Backend = createRegistry().use(nodePlugin).create('backend', 'cpu', {});
await backend.setup();

describe.each([erm, multiTask, groupBalanced, overlapBalanced, oracle])('$name', (method) => {
  for (const check of methodChecks(method as never, { registry: createRegistry(), backend }))
    test(check.name, check.run);
});
