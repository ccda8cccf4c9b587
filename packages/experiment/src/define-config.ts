import type { ChoiceInput, Kinds, MethodOptions, Plugin, Untyped } from '@mimmx/core';
import type { ExperimentInput } from './config.ts';
import type { SweepInput } from './sweep/index.ts';

type MethodName = keyof MethodOptions & string;

/** What an entry says beside its method: the entry whose trained weights it starts from. */
interface Start {
  readonly from?: string;
}

/** An entry that says which method it trains. */
type NamedMethod = Start &
  (
    | { [M in MethodName]: { readonly method: M; readonly options?: MethodOptions[M] } }[MethodName]
    | { readonly method: Untyped; readonly options?: Readonly<Record<string, unknown>> }
  );

/** An entry under a name: the method of that name need not be said again. */
type MethodEntry<Name> = Name extends MethodName
  ? (Start & { readonly method?: never; readonly options?: MethodOptions[Name] }) | NamedMethod
  : NamedMethod;

interface Named<Name, Options> {
  readonly name: Name;
  readonly options?: Options;
}

/**
 * How a config says where `mimmx sweep` runs: `local`, or a runner by name. Runners are no kind of core's, so that their
 * names and options are known where the package that has them is imported for its types.
 */
export type EngineInput = Kinds extends { readonly runner: { readonly options: infer Table } }
  ?
      | 'local'
      | (keyof Table & string)
      | Untyped
      | Named<'local', Table extends { readonly processes: infer Options } ? Options : never>
      | { [Name in keyof Table & string]: Named<Name, Table[Name]> }[keyof Table & string]
      | Named<Untyped, Readonly<Record<string, unknown>>>
  : string | Named<string, Readonly<Record<string, unknown>>>;

/** A config whose names and options are those of the plugins that are imported for their types. */
export type TypedConfig<Methods = unknown> = Omit<
  ExperimentInput,
  'dataset' | 'encoder' | 'backend' | 'methods' | 'plugins'
> & {
  /** Plugins besides those that come with the command: packages and files by name, or values that the config imports. */
  readonly plugins?: readonly (string | Plugin)[];
  readonly dataset: ChoiceInput<'dataset'>;
  readonly encoder: ChoiceInput<'encoder'>;
  readonly backend?: ChoiceInput<'backend'>;
  /** What `mimmx sweep` varies; a single training leaves it out. */
  readonly sweep?: SweepInput;
  /** Where `mimmx sweep` runs: `local`, or a runner by name with its options. */
  readonly engine?: EngineInput;
  /** Trainings to compare: the name shown in tables → the method and its options. */
  readonly methods: { readonly [Name in keyof Methods]: MethodEntry<Name> } & {
    // For the editor, which completes names from here.
    readonly [Name in MethodName]?: unknown;
  };
};

/**
 * Types a config file: names complete, and an option that a plugin does not have is an error in the editor. It knows the
 * plugins whose types are imported: those that come with the command, and others by `import type {} from 'the-package'`.
 * A plugin without types is named by `untyped('its-name')`.
 *
 * @example
 * export default defineConfig({
 *   dataset: 'digits',
 *   data: { task: { y: { column: 'digit', positive: '>= 5' }, z: [{ factor: 'thickness', strength: 0.9 }] } },
 *   encoder: 'digit-net',
 *   methods: { erm: {}, 'mimm-x': {}, 'no attention': { method: 'mimm-x', options: { weighter: 'uniform' } } },
 * });
 */
export const defineConfig = <const Methods>(config: TypedConfig<Methods>): ExperimentInput =>
  config as unknown as ExperimentInput;
