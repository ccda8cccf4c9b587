import { type Backend, createRegistry, type MethodDefinition } from '@mimmx/core';
import { methodChecks } from '@mimmx/core/testkit';
import { nodePlugin } from '@mimmx/experiment/node';
import { describe, test } from 'vitest';

/** TensorFlow.js's own backend, set up. */
export async function cpuBackend(): Promise<Backend> {
  const backend: Backend = createRegistry().use(nodePlugin).create('backend', 'cpu', {});
  await backend.setup();
  return backend;
}

/** Runs the conformance kit on a method. */
export function conforms(
  definition: unknown,
  backend: Backend,
  settings: { readonly options?: Record<string, unknown>; readonly updates?: number } = {},
): void {
  const method = definition as MethodDefinition;
  describe(`${method.name} ${settings.options ? JSON.stringify(settings.options) : ''}`, () => {
    for (const check of methodChecks(method, { registry: createRegistry(), backend, ...settings }))
      test(check.name, check.run);
  });
}
