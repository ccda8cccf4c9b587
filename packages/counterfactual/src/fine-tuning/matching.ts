import type { Predictions } from '../predictors/predictor.ts';
import type { Attribute, Attributes } from '../scm/attributes.ts';

/** Writes what a predictor would say of a real image that has the new value, into `target`. */
export type Matching = (attribute: Attribute, row: number, value: number, target: Float32Array) => void;

/** Real images nearest in value that a continuous target is drawn from. */
const NEIGHBOURS = 25;

/**
 * Targets as real images have them. Of a class: the predictor's output on the real image of the new class that is as
 * sure of its class, by rank, as the factual image is of its own. Of a number: the predictor's error on the factual
 * image, put onto the mean output of the real images nearest to the new value.
 */
export function createMatching(
  attributes: readonly Attribute[],
  factual: Predictions,
  rows: Attributes,
): Matching {
  const classes = new Map<string, readonly Ranked[]>();
  const numbers = new Map<string, Ordered>();
  for (const attribute of attributes) {
    const values = rows[attribute.name]!;
    if (attribute.kind === 'continuous')
      numbers.set(attribute.name, orderBy(values, factual[attribute.name]!));
    else {
      const ranked = attribute.labels.map((_, k) =>
        rank(values, factual[attribute.name]!, k, attribute.labels.length),
      );
      classes.set(attribute.name, ranked);
    }
  }
  return (attribute, row, value, target) => {
    const { name } = attribute;
    if (attribute.kind === 'continuous') {
      const at = numbers.get(name)!;
      const error = factual[name]![row]! - at.meanNear(rows[name]![row]!);
      target[0] = Math.min(1, Math.max(-1, at.meanNear(value) + error));
      return;
    }
    const count = attribute.labels.length;
    const [from, to] = [classes.get(name)![rows[name]![row]!]!, classes.get(name)![value]!];
    if (to.order.length === 0) {
      target.fill(0);
      target[value] = 1;
      return;
    }
    const share = (from.rank.get(row)! + 0.5) / from.order.length;
    const twin = to.order[Math.min(to.order.length - 1, Math.floor(share * to.order.length))]!;
    let highest = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < count; k++) highest = Math.max(highest, factual[name]![twin * count + k]!);
    let sum = 0;
    for (let k = 0; k < count; k++) {
      target[k] = Math.exp(factual[name]![twin * count + k]! - highest);
      sum += target[k]!;
    }
    for (let k = 0; k < count; k++) target[k]! /= sum;
  };
}

interface Ordered {
  meanNear(value: number): number;
}

/** Rows of a class, from the least to the most sure of it. */
interface Ranked {
  readonly order: readonly number[];
  readonly rank: ReadonlyMap<number, number>;
}

function rank(values: Float64Array, logits: Float64Array, k: number, classes: number): Ranked {
  const margin = (row: number) => {
    let best = Number.NEGATIVE_INFINITY;
    for (let j = 0; j < classes; j++) if (j !== k) best = Math.max(best, logits[row * classes + j]!);
    return logits[row * classes + k]! - best;
  };
  const order = Array.from(values.keys())
    .filter((row) => values[row] === k)
    .sort((a, b) => margin(a) - margin(b));
  return { order, rank: new Map(order.map((row, place) => [row, place])) };
}

function orderBy(values: Float64Array, outputs: Float64Array): Ordered {
  const order = Array.from(values.keys()).sort((a, b) => values[a]! - values[b]!);
  return {
    meanNear(value) {
      let low = 0;
      let high = order.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (values[order[middle]!]! < value) low = middle + 1;
        else high = middle;
      }
      const from = Math.max(0, Math.min(order.length - NEIGHBOURS, low - (NEIGHBOURS >> 1)));
      const near = order.slice(from, from + NEIGHBOURS);
      return near.reduce((sum, row) => sum + outputs[row]!, 0) / near.length;
    },
  };
}
