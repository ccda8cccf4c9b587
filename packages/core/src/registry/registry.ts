import type { AnyDefinition } from '../contracts/index.ts';
import { MimmxError } from '../errors.ts';
import { checkForm, type Entries, entriesOf, idOf, type KindTable, kindsOf } from './admission.ts';
import { coreKinds, type Kind, type Kinds } from './kinds.ts';
import { named, naming } from './naming.ts';
import type { Plugin } from './plugin.ts';
import { suggest } from './suggest.ts';
import { validate } from './validate.ts';

/** Known names complete in the editor; a name from a config file is a plain string. */
type NameOf<K extends Kind> = (keyof Kinds[K]['options'] & string) | (string & {});
type OptionsFor<K extends Kind, Name> = Name extends keyof Kinds[K]['options']
  ? Kinds[K]['options'][Name]
  : unknown;

/** Every plugin of one composition. Made with {@link createRegistry}; there is no global one. */
export interface Registry {
  /**
   * Adds the kinds and the definitions of a plugin, all or none. Returns the registry, so that calls chain.
   *
   * @throws E_PLUGIN_CONTRACT if it is written for another contract, or is of a kind that no plugin has brought yet;
   *   E_DUPLICATE_NAME
   */
  use(plugin: Plugin): Registry;
  /** The definition of that name. @throws E_UNKNOWN_NAME with the nearest known name */
  get<K extends Kind>(kind: K, name: NameOf<K>): Kinds[K]['definition'];
  /** Checks a name and its options without making anything. @throws E_UNKNOWN_NAME, E_OPTION */
  check(kind: Kind, name: string, options?: unknown): void;
  /** Checks the options and makes the thing. @throws E_UNKNOWN_NAME, E_OPTION, E_PLUGIN_FAILED naming the plugin */
  create<K extends Kind, Name extends NameOf<K>>(
    kind: K,
    name: Name,
    context: Kinds[K]['context'],
    options?: OptionsFor<K, Name>,
  ): Kinds[K]['product'];
  /** Names of the kinds that a plugin may be of: core's, and those that the plugins in use brought. */
  kinds(): readonly string[];
  /** What is registered, in order of registration, with the plugin each comes from. */
  list(kind?: Kind): readonly { readonly plugin: string; readonly definition: AnyDefinition }[];
}

/**
 * An empty registry.
 *
 * @example
 * const registry = createRegistry().use(corePlugin).use(estimators);
 * const mine = registry.create('estimator', 'mine', { x, y, random }, { hidden: 64 });
 */
export function createRegistry(): Registry {
  const entries: Entries = new Map();
  const kinds: KindTable = new Map();
  for (const kind of coreKinds) kinds.set(kind.name, { ...kind, owner: '@mimmx/core' });

  const registry: Registry = {
    use(plugin) {
      checkForm(plugin);
      const newKinds = kindsOf(plugin, kinds);
      const added = entriesOf(plugin, new Map([...kinds, ...newKinds]), entries);
      for (const [name, kind] of newKinds) kinds.set(name, kind);
      for (const [id, entry] of added) entries.set(id, entry);
      return registry;
    },

    get(kind, name) {
      const entry = entries.get(idOf(kind, name));
      if (entry) return entry.definition as never;
      if (!kinds.has(kind)) {
        throw new MimmxError(
          'E_UNKNOWN_NAME',
          `There is no kind "${kind}". ${suggest(kind, [...kinds.keys()])}`,
        );
      }
      const known = registry.list(kind).map(({ definition }) => definition.name);
      throw new MimmxError('E_UNKNOWN_NAME', `Unknown ${kind} "${name}". ${suggest(name, known)}`);
    },

    check(kind, name, options) {
      validate((registry.get(kind, name) as AnyDefinition).options, options ?? {}, `${kind} "${name}"`);
    },

    create(kind, name, context, options) {
      const definition = registry.get(kind, name) as AnyDefinition;
      const what = `${kind} "${name}"`;
      const checked = validate(definition.options, options ?? {}, what);
      const { plugin } = entries.get(idOf(kind, name))!;
      const whose = `The ${what} of plugin "${plugin}"`;
      const made = naming(whose, 'while it was made', () => definition.create(context, checked) as unknown);
      return named(whose, kind, plugin, made) as never;
    },

    kinds: () => [...kinds.keys()],

    list(kind) {
      return [...entries.values()].filter(({ definition }) => !kind || definition.kind === kind);
    },
  };
  return registry;
}
