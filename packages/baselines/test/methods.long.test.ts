import { type Backend, createRegistry } from '@mimmx/core';
import { methodChecks } from '@mimmx/core/testkit';
import { nodePlugin } from '@mimmx/experiment/node';
import { describe, test } from 'vitest';
import * as methods from '../src/methods.ts';

const backend: Backend = createRegistry().use(nodePlugin).create('backend', 'cpu', {});
await backend.setup();

/** Options with which twenty updates are enough. */
const options: Readonly<Record<string, Record<string, unknown>>> = {
  irm: { penalty: 1 },
};

/** Its head learns from features that the contrast alone shapes. */
const updates: Readonly<Record<string, number>> = { fairkl: 40 };

/** Those of the family have a test of their own. */
const family: readonly string[] = ['mimm', 'mine', 'dcor', 'adversarial', 'mmd-split'];
const own = Object.values(methods).filter(({ name }) => !family.includes(name));

describe.each(own)('$name', (method) => {
  const settings = {
    registry: createRegistry(),
    backend,
    options: options[method.name] ?? {},
    updates: updates[method.name] ?? 20,
  };
  for (const check of methodChecks(method as never, settings)) test(check.name, check.run);
});
