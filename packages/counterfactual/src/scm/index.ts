export {
  type Attribute,
  type Attributes,
  attributesOf,
  type CategoricalAttribute,
  type ContinuousAttribute,
  takeRows,
} from './attributes.ts';
export { type NodeInput, type ScmInput, scmSchema } from './declare.ts';
export { createGraph, type Graph } from './graph.ts';
export type { Intervention } from './intervention.ts';
export {
  type AnyMechanism,
  defineMechanism,
  type Mechanism,
  type MechanismContext,
  type MechanismDefinition,
  type MechanismOptions,
} from './mechanism.ts';
export * from './mechanisms/index.ts';
export { normalCdf, normalQuantile } from './normal.ts';
export { type Abducted, createScm, type FitReport, type Scm, type ScmSettings } from './scm.ts';
