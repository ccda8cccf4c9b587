import { isMimmxError, MimmxError } from '../errors.ts';

/** What of a product is called later, by kind. Tensors that must be scalars are looked at, too. */
const CALLED: Readonly<Record<string, readonly string[]>> = {
  estimator: ['loss', 'estimate', 'measure'],
  weighter: ['weights', 'summarize'],
  balancer: ['scale', 'combine'],
  encoder: ['apply'],
  method: ['update', 'read'],
  dataset: ['image'],
};
const SCALARS = new Set(['estimator loss', 'estimator estimate']);

const failed = (what: string, when: string, said: string, cause?: unknown): MimmxError =>
  new MimmxError(
    'E_PLUGIN_FAILED',
    `${what} failed ${when}: ${said}. Run again with --debug, and tell its author.`,
    { cause },
  );

/** Runs what a plugin brought, at once or later; whatever it throws that is no {@link MimmxError} is put down to it. */
export function naming<T>(what: string, when: string, make: () => T): T {
  const name = (error: unknown): never => {
    if (isMimmxError(error)) throw error;
    throw failed(what, when, error instanceof Error ? error.message : String(error), error);
  };
  try {
    const made = make();
    return made instanceof Promise ? (made.catch(name) as T) : made;
  } catch (error) {
    return name(error);
  }
}

/** What a function carries, such as the `series` of an update, put down in the same way. */
const partsOf = (original: object, what: string, key: string): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(original).map(([name, part]) => [
      name,
      typeof part === 'function'
        ? (...given: unknown[]) => naming(what, `in "${key}.${name}"`, () => part(...given) as unknown)
        : (part as unknown),
    ]),
  );

/**
 * Puts what a product throws when it is used down to its plugin, and an estimate that is no scalar. Packages of @mimmx are
 * left as they are: what they throw is for whoever reads the stack.
 */
export function named(what: string, kind: string, plugin: string, product: unknown): unknown {
  if (product instanceof Promise) return product.then((made) => named(what, kind, plugin, made));
  if (plugin.startsWith('@mimmx/') || typeof product !== 'object' || product === null) return product;
  for (const key of CALLED[kind] ?? []) {
    const original: unknown = Reflect.get(product, key);
    if (typeof original !== 'function' || Object.isFrozen(product)) continue;
    const value = Object.assign(
      function (this: unknown, ...given: unknown[]): unknown {
        const result: unknown = naming(what, `in "${key}"`, () => Reflect.apply(original, this, given));
        const { shape } = (result ?? {}) as { readonly shape?: readonly number[] };
        if (SCALARS.has(`${kind} ${key}`) && shape !== undefined && shape.length > 0)
          throw failed(what, `in "${key}"`, `it gave numbers of shape [${shape}] where one is due`);
        return result;
      },
      partsOf(original, what, key),
    );
    Object.defineProperty(product, key, { value, configurable: true, enumerable: true, writable: true });
  }
  return product;
}
