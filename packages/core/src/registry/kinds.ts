import {
  type Backend,
  type BackendDefinition,
  type BackendOptions,
  type Balancer,
  type BalancerContext,
  type BalancerDefinition,
  type BalancerOptions,
  CONTRACTS,
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
  type Method,
  type MethodContext,
  type MethodDefinition,
  type MethodOptions,
  type Weighter,
  type WeighterContext,
  type WeighterDefinition,
  type WeighterOptions,
} from '../contracts/index.ts';

/**
 * Context, product, definition and open table of options of each kind of plugin. Open for declaration merging: a package
 * that has a kind of its own adds it here, and says with {@link defineKind} which version of its contract it has.
 */
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

/** Name of a kind. */
export type Kind = keyof Kinds & string;

/** A kind of plugin as a value: its name, and the version of its contract. */
export interface KindDefinition {
  readonly name: string;
  /** Rises when the contract of this kind breaks. */
  readonly contract: number;
}

/**
 * Declares a kind of plugin. The package that has it gives it to its own {@link definePlugin}, beside its definitions.
 *
 * @example
 * declare module '@mimmx/core' {
 *   interface Kinds {
 *     measure: { context: MeasureContext; product: Measure; definition: MeasureDefinition; options: MeasureOptions };
 *   }
 * }
 * export const measureKind = defineKind('measure', 1);
 * export const plugin = definePlugin({ name: '@mimmx/evaluation', kinds: [measureKind], provides: [accuracy] });
 */
export const defineKind = <const K extends Kind>(
  name: K,
  contract: number,
): KindDefinition & { readonly name: K } => ({ name, contract });

/** The kinds that every registry has. */
export const coreKinds: readonly KindDefinition[] = Object.entries(CONTRACTS).map(([name, contract]) => ({
  name,
  contract,
}));
