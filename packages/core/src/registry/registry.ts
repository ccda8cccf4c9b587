import {
  type AnyDefinition,
  type Backend,
  type BackendDefinition,
  type BackendOptions,
  type Balancer,
  type BalancerContext,
  type BalancerDefinition,
  type BalancerOptions,
  CONTRACT_VERSION,
  type Dataset,
  type DatasetContext,
  type DatasetDefinition,
  type DatasetOptions,
  type Encoder,
  type EncoderContext,
  type EncoderDefinition,
  type EncoderOptions,
  type Estimator,
  type EstimatorContext,
  type EstimatorDefinition,
  type EstimatorOptions,
  METHOD_CONTRACT,
  type Method,
  type MethodContext,
  type MethodDefinition,
  type MethodOptions,
  type Weighter,
  type WeighterContext,
  type WeighterDefinition,
  type WeighterOptions,
} from '../contracts/index.ts';
import { MimmxError } from '../errors.ts';
import type { Plugin } from './plugin.ts';
import { suggest } from './suggest.ts';
import { validate } from './validate.ts';

/** Context, product, definition and open table of options of each kind of plugin. */
export interface Kinds {
  estimator: {
    context: EstimatorContext;
    product: Estimator;
    definition: EstimatorDefinition;
    options: EstimatorOptions;
  };
  weighter: {
    context: WeighterContext;
    product: Weighter;
    definition: WeighterDefinition;
    options: WeighterOptions;
  };
  balancer: {
    context: BalancerContext;
    product: Balancer;
    definition: BalancerDefinition;
    options: BalancerOptions;
  };
  encoder: {
    context: EncoderContext;
    product: Encoder;
    definition: EncoderDefinition;
    options: EncoderOptions;
  };
  method: { context: MethodContext; product: Method; definition: MethodDefinition; options: MethodOptions };
  dataset: {
    context: DatasetContext;
    product: Promise<Dataset>;
    definition: DatasetDefinition;
    options: DatasetOptions;
  };
  backend: {
    context: Record<string, never>;
    product: Backend;
    definition: BackendDefinition;
    options: BackendOptions;
  };
}

export type Kind = keyof Kinds;

const KINDS: Readonly<Record<Kind, true>> = {
  estimator: true,
  weighter: true,
  balancer: true,
  encoder: true,
  method: true,
  dataset: true,
  backend: true,
};

/** Known names complete in the editor; a name from a config file is a plain string. */
type NameOf<K extends Kind> = (keyof Kinds[K]['options'] & string) | (string & {});
type OptionsOf<K extends Kind, Name> = Name extends keyof Kinds[K]['options']
  ? Kinds[K]['options'][Name]
  : unknown;

/** Every plugin of one composition. Made with {@link createRegistry}; there is no global one. */
export interface Registry {
  /** Adds the definitions of a plugin. Returns the registry, so that calls chain. */
  use(plugin: Plugin): Registry;
  /** The definition of that name. @throws E_UNKNOWN_NAME with the nearest known name */
  get<K extends Kind>(kind: K, name: NameOf<K>): Kinds[K]['definition'];
  /** Checks a name and its options without making anything. @throws E_UNKNOWN_NAME, E_OPTION */
  check(kind: Kind, name: string, options?: unknown): void;
  /** Checks the options and makes the thing. @throws E_UNKNOWN_NAME, E_OPTION */
  create<K extends Kind, Name extends NameOf<K>>(
    kind: K,
    name: Name,
    context: Kinds[K]['context'],
    options?: OptionsOf<K, Name>,
  ): Kinds[K]['product'];
  /** What is registered, in order of registration, with the plugin each comes from. */
  list(kind?: Kind): readonly { readonly plugin: string; readonly definition: AnyDefinition }[];
}

/** A definition of a kind that this core does not have was written for another contract, whatever it says. */
function refuseOtherContract(what: string, contract: number | undefined, wellFormed: boolean): void {
  if (contract === CONTRACT_VERSION && wellFormed) return;
  const written = contract === CONTRACT_VERSION ? 'another form of it' : (contract ?? 'none');
  throw new MimmxError(
    'E_PLUGIN_CONTRACT',
    `${what} is written for contract ${written}, this core has ${CONTRACT_VERSION}. Install versions that match.`,
  );
}

/**
 * An empty registry.
 *
 * @example
 * const registry = createRegistry().use(corePlugin).use(estimators);
 * const mine = registry.create('estimator', 'mine', { x, y, random }, { hidden: 64 });
 */
export function createRegistry(): Registry {
  const entries = new Map<string, { plugin: string; definition: AnyDefinition }>();
  const key = (kind: string, name: string) => `${kind}/${name}`;

  const registry: Registry = {
    use(plugin) {
      refuseOtherContract(
        `Plugin "${plugin?.name ?? '?'}"`,
        plugin?.contract,
        Array.isArray(plugin?.provides),
      );
      const added: [string, { plugin: string; definition: AnyDefinition }][] = [];
      for (const definition of plugin.provides) {
        const { kind, name } = definition;
        refuseOtherContract(
          `The ${kind} "${name}" of plugin "${plugin.name}"`,
          kind === 'method' && definition.contract === METHOD_CONTRACT
            ? CONTRACT_VERSION
            : definition.contract,
          kind in KINDS,
        );
        const id = key(kind, name);
        const present = entries.get(id) ?? added.find(([other]) => other === id)?.[1];
        if (present?.definition === definition) continue;
        if (present) {
          throw new MimmxError(
            'E_DUPLICATE_NAME',
            `The ${kind} "${name}" comes from both "${present.plugin}" and "${plugin.name}". Use one of the two plugins.`,
          );
        }
        added.push([id, { plugin: plugin.name, definition }]);
      }
      for (const [id, entry] of added) entries.set(id, entry);
      return registry;
    },

    get(kind, name) {
      const entry = entries.get(key(kind, name));
      if (!entry) {
        const known = registry.list(kind).map(({ definition }) => definition.name);
        throw new MimmxError('E_UNKNOWN_NAME', `Unknown ${kind} "${name}". ${suggest(name, known)}`);
      }
      return entry.definition as never;
    },

    check(kind, name, options) {
      validate((registry.get(kind, name) as AnyDefinition).options, options ?? {}, `${kind} "${name}"`);
    },

    create(kind, name, context, options) {
      const definition = registry.get(kind, name) as AnyDefinition;
      const checked = validate(definition.options, options ?? {}, `${kind} "${name}"`);
      return definition.create(context, checked) as never;
    },

    list(kind) {
      return [...entries.values()].filter(({ definition }) => !kind || definition.kind === kind);
    },
  };
  return registry;
}
