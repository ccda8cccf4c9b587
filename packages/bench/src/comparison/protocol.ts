import { type Definition, type Draft, defineKind } from '@mimmx/core';
import type { Measure } from '@mimmx/evaluation';
import type { ExperimentInput, TrialResult } from '@mimmx/experiment';

/** How other people compared methods: data, task, network, optimiser, trials, selection, and what came out. */
export interface MethodProtocol {
  readonly title: string;
  /** What the comparison is about, one or two sentences. */
  readonly question: string;
  /** Settings of the data, e.g. how strong the confounding is: a block of the table each. */
  readonly settings: readonly ProtocolSetting[];
  /** What may be compared, by the name of the row. */
  readonly rows: Readonly<Record<string, ProtocolRow>>;
  /** How many seeds the publication has. */
  readonly seeds: number;
  /** The first is the one that methods are ranked by. */
  readonly measures: readonly ProtocolMeasure[];
  readonly published: readonly PublishedNumber[];
  /** Where every training here differs from the published ones, in sentences. */
  readonly deviations: readonly string[];
  /** How weights are selected, for readers. */
  readonly selection: string;
  /** How a setting of the options is selected in a search; by the first measure, on the test, if absent, and it says so. */
  readonly search?: {
    /** In words, for readers. */
    readonly rule: string;
    readonly better: 'higher' | 'lower';
    score(result: TrialResult): number | null;
  };
}

/** One way to set up the data of a protocol. */
export interface ProtocolSetting {
  readonly name: string;
  /** Where it is no setting of the publication, why: its cells are marked. */
  readonly ours?: string;
  /** Not trained unless it is named: the same data as another setting's at a smaller budget. It is no block beside that one. */
  readonly onRequest?: boolean;
  /** Rows that make sense in it; all if absent. */
  readonly rows?: readonly string[];
  /** Everything of a run but methods and seeds. */
  config(seed: number): ProtocolConfig;
}

export type ProtocolConfig = Omit<ExperimentInput, 'methods' | 'seeds'>;

/** A method as a protocol trains it. */
export interface ProtocolRow {
  readonly method: string;
  readonly options?: Readonly<Record<string, unknown>>;
  /** What differs from the setting's config, section by section. */
  readonly change?: {
    readonly dataset?: Readonly<Record<string, unknown>>;
    readonly encoder?: Readonly<Record<string, unknown>>;
    readonly network?: Readonly<Record<string, unknown>>;
    readonly training?: Readonly<Record<string, unknown>>;
  };
  /** Where it is trained otherwise than published, why: its cells are marked. */
  readonly differs?: string;
  /** Not trained unless it is named: too slow, or of interest to few. */
  readonly onRequest?: boolean;
}

/** A column of the table: a number of each finished training. */
export interface ProtocolMeasure {
  readonly name: string;
  readonly better: 'higher' | 'lower';
  /** `percent`: a fraction, printed times 100. */
  readonly unit: 'percent' | 'number';
  of(result: TrialResult): number | null;
  /** The same as a measure of a set's predictions, for the bootstrap by patient. */
  readonly onSet?: { readonly set: string; readonly measure: Measure };
}

/** A number that was printed. */
export interface PublishedNumber {
  readonly row: string;
  readonly setting: string;
  readonly measure: string;
  /** In the unit of the table: percent. */
  readonly value: number;
  readonly spread?: number;
  /** What the ± is. */
  readonly spreadIs?: string;
  readonly source: string;
  /** `source`: read there. `secondary`: in another paper. `memory`: to be checked before it is cited. */
  readonly sure: 'source' | 'secondary' | 'memory';
}

/** What a protocol may ask of whoever runs it. */
export interface ProtocolContext {
  /** The user's own config, for protocols of users' data. */
  readonly config?: ExperimentInput;
}

export interface ProtocolDefinition<Name extends string = string, Options = unknown>
  extends Definition<'protocol', Name, ProtocolContext, Options, MethodProtocol> {}

/** Names and options of the protocols, open for declaration merging. */
// biome-ignore lint/suspicious/noEmptyInterface: open for declaration merging.
export interface MethodProtocolOptions {}

declare module '@mimmx/core' {
  interface Kinds {
    protocol: {
      context: ProtocolContext;
      product: MethodProtocol;
      definition: ProtocolDefinition;
      options: MethodProtocolOptions;
    };
  }
}

/** Protocols as a kind of plugin. */
export const protocolKind = defineKind('protocol', 1);

/**
 * Declares a protocol.
 *
 * @example
 * export const mine = defineProtocol({ name: 'mine', summary: '…', options: z.strictObject({}), create: () => ({ … }) });
 */
export function defineProtocol<const Name extends string, Options>(
  draft: Draft<ProtocolDefinition<Name, Options>>,
): ProtocolDefinition<Name, Options> {
  return { kind: 'protocol', contract: protocolKind.contract, ...draft };
}
