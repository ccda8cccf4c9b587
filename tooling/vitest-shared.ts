import { afterAll } from 'vitest';

/** What TensorFlow.js keeps for the whole process. */
interface Shared {
  readonly _tfengine?: { readonly backendName: string | null };
}

// Files of this project share a process, and a backend that one of them chose would be that of all that follow.
afterAll(() => {
  const backend = (globalThis as Shared)._tfengine?.backendName ?? 'cpu';
  if (backend !== 'cpu')
    throw new Error(
      `This file leaves the tensor engine on "${backend}" for all that follow: name it under "alone" in vitest.config.ts.`,
    );
});
