import { type EstimatorContext, MimmxError, type Samples } from '@mimmx/core';
import { checkPair, checkVariable } from '../samples/index.ts';
import { type Chosen, mustSwap } from './choose.ts';
import { formOf, standardiseSamples, toSamples } from './input.ts';
import type { EstimateOptions, MiPair, TrainingSettings } from './settings.ts';

/** One pair made ready: its rows in the groups that the condition makes, or all in one. */
export interface EstimationTask {
  readonly x: Samples;
  readonly y: Samples;
  readonly weights?: Float32Array;
  readonly groups: readonly { readonly rows: Int32Array; readonly share: number }[];
}

/** Checks a pair, brings it into the order and scale that the estimator wants, and groups its rows. */
export async function prepareTask(
  chosen: Chosen,
  pair: MiPair,
  settings: TrainingSettings,
): Promise<EstimationTask> {
  const { definition } = chosen;
  let x = await toSamples('x', pair.x);
  let y = await toSamples('y', pair.y);
  checkPair(definition.name, x, y);
  for (const [name, { rows, classes }] of Object.entries({ x, y })) {
    if (classes !== undefined && rows < classes) {
      throw new MimmxError(
        'E_TOO_FEW',
        `${definition.name}: ${name} has ${rows} rows and ${classes} classes. Give more rows, or recode the classes.`,
      );
    }
  }
  if (mustSwap(definition, x, y)) [x, y] = [y, x];
  if (settings.standardise) [x, y] = [standardiseSamples(x), standardiseSamples(y)];
  const weights = pair.weights && checkWeights(definition.name, pair.weights, x.rows);
  const given = pair.given && (await toSamples('given', pair.given));
  return { x, y, ...(weights && { weights }), groups: groupRows(definition.name, x.rows, given, weights) };
}

function checkWeights(
  owner: string,
  given: NonNullable<EstimateOptions['weights']>,
  rows: number,
): Float32Array {
  const weights = Float32Array.from(given);
  if (weights.length !== rows) {
    throw new MimmxError('E_LENGTH', `${owner}: ${weights.length} weights for ${rows} rows. Give one a row.`);
  }
  const bad = weights.findIndex((w) => !(w >= 0 && Number.isFinite(w)));
  if (bad >= 0) {
    throw new MimmxError(
      'E_NOT_FINITE',
      `${owner}: the weight of row ${bad} is ${weights[bad]}. Give it ≥ 0.`,
    );
  }
  if (!weights.some((w) => w > 0)) {
    throw new MimmxError('E_TOO_FEW', `${owner}: all weights are 0. Give some row a positive one.`);
  }
  return weights;
}

/** Rows by class of the condition, with each class's share of the (weighted) rows. */
function groupRows(
  owner: string,
  rows: number,
  given?: Samples,
  weights?: Float32Array,
): EstimationTask['groups'] {
  const all = Int32Array.from({ length: rows }, (_, i) => i);
  if (!given) return [{ rows: all, share: 1 }];
  if (given.classes === undefined) {
    throw new MimmxError(
      'E_FORM',
      `${owner}: given must be classes (Int32Array). Bin a continuous condition.`,
    );
  }
  if (given.rows !== rows) {
    throw new MimmxError(
      'E_LENGTH',
      `${owner}: given has ${given.rows} rows and x ${rows}. Give as many of each.`,
    );
  }
  checkVariable(`${owner}: given`, given);
  const mass = (list: Int32Array) => (weights ? list.reduce((sum, i) => sum + weights[i]!, 0) : list.length);
  const total = mass(all);
  return Array.from({ length: given.classes }, (_, code) => all.filter((i) => given.values[i] === code))
    .filter((list) => mass(list) > 0)
    .map((list) => ({ rows: list, share: mass(list) / total }));
}

/** @throws E_FORM if a task is not of the form that the context says */
export function checkSameForm(owner: string, context: EstimatorContext, { x, y }: EstimationTask): void {
  for (const [name, first, other] of [
    ['x', context.x, formOf(x)],
    ['y', context.y, formOf(y)],
  ] as const) {
    if (JSON.stringify(first) !== JSON.stringify(other)) {
      throw new MimmxError(
        'E_FORM',
        `${owner}: ${name} is ${JSON.stringify(first)} in one pair and ${JSON.stringify(other)} in another. Estimate them apart.`,
      );
    }
  }
}
