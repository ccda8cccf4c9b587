import {
  type AnyDefinition,
  type Choice,
  type EstimatorDefinition,
  MimmxError,
  type Samples,
  suggest,
  validate,
} from '@mimmx/core';
import { plugin } from '../plugin.ts';
import { formOf } from './input.ts';

const shipped = new Map<string, AnyDefinition>(
  plugin.provides.map((definition) => [definition.name, definition]),
);

/** An estimator with its options checked. */
export interface Chosen {
  readonly definition: EstimatorDefinition;
  readonly options: unknown;
}

/**
 * One of this package's estimators by its name, or any other by its definition, with its options checked and completed.
 *
 * @throws E_UNKNOWN_NAME with the nearest name, E_OPTION
 */
export function chooseEstimator(
  estimator: string | Choice | EstimatorDefinition,
  options: Readonly<Record<string, unknown>> = {},
): Chosen {
  if (isChoice(estimator)) return chooseEstimator(estimator.name, { ...estimator.options, ...options });
  const definition = typeof estimator === 'string' ? shipped.get(estimator) : estimator;
  if (!definition) {
    const hint = suggest(String(estimator), [...shipped.keys()]);
    throw new MimmxError('E_UNKNOWN_NAME', `Unknown estimator "${estimator}". ${hint}`);
  }
  return {
    definition: definition as AnyDefinition as EstimatorDefinition,
    options: validate(definition.options, options, `estimator "${definition.name}"`),
  };
}

/** As a configuration writes it: `{ name: 'ksg', options: { k: 5 } }`. */
const isChoice = (estimator: string | Choice | EstimatorDefinition): estimator is Choice =>
  typeof estimator === 'object' && estimator !== null && !('create' in estimator);

/** An estimator that needs no training for variables of these forms: neighbours, or counts if both are classes. */
export function usualEstimator(x: Samples, y: Samples): string {
  const classes = [x, y].filter((samples) => samples.classes !== undefined).length;
  return ['ksg', 'ross', 'histogram'][classes]!;
}

/**
 * Whether x and y should change places, which mutual information allows, so that an estimator accepts their forms.
 *
 * @throws E_FORM if it accepts them neither way
 */
export function mustSwap({ name, accepts }: EstimatorDefinition, x: Samples, y: Samples): boolean {
  const [a, b] = [formOf(x).kind, formOf(y).kind];
  const fits = (first: typeof a, second: typeof a) => accepts.x.includes(first) && accepts.y.includes(second);
  if (fits(a, b)) return false;
  if (fits(b, a)) return true;
  const able = [...shipped.values()]
    .map((definition) => definition as AnyDefinition as EstimatorDefinition)
    .filter((other) => other.unit === 'nats' && other.accepts.x.includes(a) && other.accepts.y.includes(b));
  throw new MimmxError(
    'E_FORM',
    `${name}: x is ${a} and y is ${b}; it takes x ${accepts.x.join(' or ')} and y ${accepts.y.join(' or ')}. Take ${able.map((other) => other.name).join(', ')}.`,
  );
}
