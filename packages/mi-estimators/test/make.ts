import {
  type AnyDefinition,
  Random,
  type SampleEstimator,
  type TensorEstimator,
  type VariableForm,
  validate,
} from '@mimmx/core';

export const continuous = (width: number): VariableForm => ({ kind: 'continuous', width });
export const discrete = (classes: number): VariableForm => ({ kind: 'discrete', classes });

interface Wanted {
  readonly x: VariableForm;
  readonly y: VariableForm;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly seed?: number;
}

/** An estimator of that definition, with its options completed as the registry does. */
export function make(definition: AnyDefinition, { x, y, options = {}, seed = 1 }: Wanted) {
  const checked = validate(definition.options, options, definition.name);
  return definition.create({ x, y, random: new Random(seed) }, checked);
}

export const makeTensor = (definition: AnyDefinition, wanted: Wanted) =>
  make(definition, wanted) as TensorEstimator;

export const makeSample = (definition: AnyDefinition, wanted: Wanted) =>
  make(definition, wanted) as SampleEstimator;
