// What a registry asks of a plugin before it takes anything of it.
import type { AnyDefinition } from '../contracts/index.ts';
import { MimmxError } from '../errors.ts';
import type { KindDefinition } from './kinds.ts';
import { PLUGIN_CONTRACT, type Plugin } from './plugin.ts';
import { suggest } from './suggest.ts';

/** Kinds by name, with the plugin that brought each. */
export type KindTable = Map<string, KindDefinition & { readonly owner: string }>;

/** Definitions by {@link idOf}, with the plugin each comes from. */
export type Entries = Map<string, { readonly plugin: string; readonly definition: AnyDefinition }>;

/** A name may stand for things of different kinds. */
export const idOf = (kind: string, name: string): string => `${kind}/${name}`;

const otherContract = (what: string, written: number | string | undefined, owner: string, has: number) =>
  new MimmxError(
    'E_PLUGIN_CONTRACT',
    `${what} is written for contract ${written ?? 'none'}, ${owner} has ${has}. Install versions that match.`,
  );

/** @throws E_PLUGIN_CONTRACT if it is no plugin of this form */
export function checkForm(plugin: Plugin | undefined): void {
  const what = `Plugin "${plugin?.name ?? '?'}"`;
  const { contract } = plugin ?? {};
  if (contract !== PLUGIN_CONTRACT) throw otherContract(what, contract, 'this core', PLUGIN_CONTRACT);
  if (Array.isArray(plugin?.provides) && (plugin.kinds === undefined || Array.isArray(plugin.kinds))) return;
  throw otherContract(what, 'another form of it', 'this core', PLUGIN_CONTRACT);
}

/** The kinds that a plugin brings and the registry lacks. @throws E_PLUGIN_CONTRACT if one is there in another version */
export function kindsOf({ name: owner, kinds = [] }: Plugin, present: KindTable): KindTable {
  const added: KindTable = new Map();
  for (const { name, contract } of kinds) {
    const known = present.get(name) ?? added.get(name);
    if (known && known.contract !== contract) {
      throw otherContract(`The kind "${name}" of plugin "${owner}"`, contract, known.owner, known.contract);
    }
    if (!known) added.set(name, { name, contract, owner });
  }
  return added;
}

/** The definitions that a plugin brings and the registry lacks. @throws E_PLUGIN_CONTRACT, E_DUPLICATE_NAME */
export function entriesOf(plugin: Plugin, kinds: KindTable, present: Entries): Entries {
  const added: Entries = new Map();
  for (const definition of plugin.provides) {
    const { kind, name, contract } = definition;
    const what = `The ${kind} "${name}" of plugin "${plugin.name}"`;
    const known = kinds.get(kind);
    if (!known) {
      throw new MimmxError(
        'E_PLUGIN_CONTRACT',
        `${what} is of a kind that is not there. ${suggest(kind, [...kinds.keys()])} If another package has that kind, use its plugin first.`,
      );
    }
    if (contract !== known.contract) throw otherContract(what, contract, known.owner, known.contract);
    const id = idOf(kind, name);
    const other = present.get(id) ?? added.get(id);
    if (other?.definition === definition) continue;
    if (other) {
      throw new MimmxError(
        'E_DUPLICATE_NAME',
        `The ${kind} "${name}" comes from both "${other.plugin}" and "${plugin.name}". Use one of the two plugins.`,
      );
    }
    added.set(id, { plugin: plugin.name, definition });
  }
  return added;
}
