import type { Backend, Choice, Registry } from '@mimmx/core';
import { MimmxError } from '@mimmx/core';

/** Best first. What is not registered is passed over. */
const ORDER = ['node-gpu', 'onnx', 'cpu'] as const;

export interface ChosenBackend {
  readonly name: string;
  readonly backend: Backend;
  /** What the user should know about the choice; absent if there is nothing to say. */
  readonly warning?: string;
}

/**
 * The backend to compute with: what the user names; else `node-gpu` if it loads; else `onnx`; else `cpu`, with a
 * warning. It is not set up yet.
 *
 * @throws E_UNKNOWN_NAME; E_BACKEND_UNAVAILABLE if the named one cannot be used, or none can
 */
export async function chooseBackend(registry: Registry, named?: string | Choice): Promise<ChosenBackend> {
  if (named !== undefined) {
    const { name, options } = typeof named === 'string' ? { name: named, options: {} } : named;
    const backend = registry.create('backend', name, {}, options);
    const answer = await backend.available();
    if (answer === true) return { name, backend };
    throw new MimmxError('E_BACKEND_UNAVAILABLE', `Backend "${name}" cannot be used: ${answer}.`);
  }
  const registered = new Set(registry.list('backend').map(({ definition }) => definition.name));
  const reasons: string[] = [];
  for (const name of ORDER.filter((candidate) => registered.has(candidate))) {
    const backend = registry.create('backend', name, {});
    const answer = await backend.available();
    if (answer !== true) {
      reasons.push(`${name}: ${answer}`);
      continue;
    }
    if (name !== 'cpu') return { name, backend };
    const why = reasons.length > 0 ? ` (${reasons.join('; ')})` : '';
    return {
      name,
      backend,
      warning: `Computing on "cpu", plain JavaScript: expect it to be 20 times slower or more${why}.`,
    };
  }
  throw new MimmxError(
    'E_BACKEND_UNAVAILABLE',
    `No backend can be used here. ${reasons.join('; ') || 'None is registered.'}`,
  );
}
