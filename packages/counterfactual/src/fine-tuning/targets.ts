import type { ParentEncoding } from '../image-model/parent-encoding.ts';
import { type Predictions, probabilitiesOf } from '../predictors/predictor.ts';
import type { Attribute, Attributes } from '../scm/attributes.ts';
import type { Graph } from '../scm/graph.ts';
import { createMatching } from './matching.ts';
import { affected, isHard, type TargetRule } from './rule.ts';

export interface TargetSettings {
  readonly rule: TargetRule;
  /** Share of probability that smoothing spreads over all classes. */
  readonly smoothing: number;
  readonly graph: Graph;
  readonly attributes: readonly Attribute[];
  readonly encoding: ParentEncoding;
  /** The frozen predictor's outputs on the training images. */
  readonly factual: Predictions;
  /** Attributes of the training images. */
  readonly rows: Attributes;
}

/** Targets of a batch, by attribute: probabilities [batch × classes], or values on −1 to 1, [batch]. */
export type Targets = Readonly<Record<string, Float32Array>>;

/**
 * Makes the targets of batches. The predictor is frozen, so its factual outputs are looked up, not computed again.
 *
 * @returns a function of the rows of a batch, their counterfactual attributes and the nodes intervened on
 */
export function createTargets(
  settings: TargetSettings,
): (batch: Int32Array, counterfactual: Attributes, intervened: readonly string[]) => Targets {
  const { rule, smoothing, graph, attributes, encoding, factual, rows } = settings;
  const probabilities = Object.fromEntries(
    attributes.map((attribute) => [
      attribute.name,
      attribute.kind === 'categorical'
        ? probabilitiesOf(factual[attribute.name]!, attribute.labels.length)
        : factual[attribute.name]!,
    ]),
  );
  const matching = rule === 'matched' ? createMatching(attributes, factual, rows) : null;

  return (batch, counterfactual, intervened) => {
    const changed = affected(graph, intervened);
    const hard = encoding.encode(counterfactual);
    return Object.fromEntries(
      attributes.map((attribute) => {
        const { name, kind } = attribute;
        const { from, width } = encoding.columns[name]!;
        const target = new Float32Array(batch.length * width);
        for (let i = 0; i < batch.length; i++) {
          if (matching && intervened.includes(name)) {
            matching(
              attribute,
              batch[i]!,
              counterfactual[name]![i]!,
              target.subarray(i * width, (i + 1) * width),
            );
            continue;
          }
          const own = isHard(rule, attribute, changed);
          for (let k = 0; k < width; k++) {
            const value = own
              ? hard[i * encoding.width + from + k]!
              : probabilities[name]![batch[i]! * width + k]!;
            const smooth = rule === 'smoothed' && kind === 'categorical';
            target[i * width + k] = smooth ? value * (1 - smoothing) + smoothing / width : value;
          }
        }
        return [name, target];
      }),
    );
  };
}
