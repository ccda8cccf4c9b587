import { type Predictions, probabilitiesOf } from '../predictors/predictor.ts';
import type { Attribute, Attributes } from '../scm/attributes.ts';
import { logSumExp } from '../scm/gumbel.ts';
import { differenceOfAuc, differenceOfMeans, type Estimate, type IntervalSettings } from './paired.ts';

/** Images as a predictor sees them, and the attributes that they should show. */
export interface Seen {
  readonly attributes: Attributes;
  readonly outputs: Predictions;
}

export interface AmplificationInput extends IntervalSettings {
  readonly attributes: readonly Attribute[];
  /** Nodes that were set. */
  readonly intervened: readonly string[];
  /** Nodes that may change with them, themselves included. */
  readonly affected: ReadonlySet<string>;
  readonly factual: Seen;
  readonly counterfactual: Seen;
  /** A continuous output on −1 to 1 in the attribute's unit. */
  readonly unscale: (name: string, value: number) => number;
}

/** One cell of the amplification matrix. */
export interface AmplificationCell {
  readonly attribute: string;
  /** `target`: what was intervened on; `descendant`: what it may change; `off-target`: what it may not. */
  readonly kind: 'target' | 'descendant' | 'off-target';
  /**
   * Of classes: AUC on counterfactual images against counterfactual attributes, less AUC on factual ones against
   * factual attributes, in points, signed; 0 is ideal, above it is amplified, below weakened. Of numbers: the same
   * difference of mean absolute errors, in the attribute's unit, where below 0 is amplified.
   */
  readonly delta: Estimate;
  readonly unit: string;
  /**
   * Mean shift of the true class's log-odds (of a number: of its output away from the mean) in standard deviations of
   * the factual ones. It shows amplification where the AUC is at its ceiling (ours).
   */
  readonly shift: number;
}

/**
 * A row of the amplification matrix: what an intervention did to every attribute in the eyes of one predictor.
 *
 * Source: Xia et al., MICCAI 2024 (ΔAUC); signs, intervals by patient and the standardised shift are ours.
 */
export function amplification(input: AmplificationInput): readonly AmplificationCell[] {
  return input.attributes.map((attribute) => {
    const { name } = attribute;
    const kind = input.intervened.includes(name)
      ? 'target'
      : input.affected.has(name)
        ? 'descendant'
        : 'off-target';
    const { factual, counterfactual } = input;
    return attribute.kind === 'categorical'
      ? {
          attribute: name,
          kind,
          unit: 'points of AUC',
          delta: inPoints(
            differenceOfAuc(judged(counterfactual, attribute), judged(factual, attribute), input),
          ),
          shift: logOddsShift(attribute, factual, counterfactual),
        }
      : {
          attribute: name,
          kind,
          unit: attribute.unit ?? 'units',
          delta: differenceOfMeans(errors(counterfactual, name, input), errors(factual, name, input), input),
          shift: outputShift(name, factual, counterfactual),
        };
  });
}

const inPoints = ({ value, low, high }: Estimate): Estimate => ({
  value: 100 * value,
  low: 100 * low,
  high: 100 * high,
});

const classesOf = (attribute: Attribute): number =>
  attribute.kind === 'categorical' ? attribute.labels.length : 1;

const judged = ({ attributes, outputs }: Seen, attribute: Attribute) => ({
  truth: Int32Array.from(attributes[attribute.name]!),
  probabilities: probabilitiesOf(outputs[attribute.name]!, classesOf(attribute)),
});

const errors = ({ attributes, outputs }: Seen, name: string, { unscale }: AmplificationInput): Float64Array =>
  outputs[name]!.map((output, row) => Math.abs(unscale(name, output) - attributes[name]![row]!));

/** ln p / (1 − p) of a class from the logits of a row. */
function logOdds(logits: Float64Array, row: number, classes: number, k: number): number {
  const others = Array.from({ length: classes }, (_, j) => logits[row * classes + j]!).filter(
    (_, j) => j !== k,
  );
  return logits[row * classes + k]! - logSumExp(others, 0, others.length);
}

function logOddsShift(attribute: Attribute, factual: Seen, counterfactual: Seen): number {
  const { name } = attribute;
  const classes = classesOf(attribute);
  const rows = counterfactual.attributes[name]!.length;
  // Of one fixed class where there are two, so that the spread is that of the logit, whatever the labels.
  const spread = deviation(
    Float64Array.from({ length: rows }, (_, row) =>
      logOdds(factual.outputs[name]!, row, classes, classes === 2 ? 1 : factual.attributes[name]![row]!),
    ),
  );
  let sum = 0;
  for (let row = 0; row < rows; row++) {
    const k = counterfactual.attributes[name]![row]!;
    sum +=
      logOdds(counterfactual.outputs[name]!, row, classes, k) -
      logOdds(factual.outputs[name]!, row, classes, k);
  }
  return sum / rows / spread;
}

function outputShift(name: string, factual: Seen, counterfactual: Seen): number {
  const truth = counterfactual.attributes[name]!;
  const mean = truth.reduce((a, b) => a + b, 0) / truth.length;
  let sum = 0;
  for (let row = 0; row < truth.length; row++) {
    const change = counterfactual.outputs[name]![row]! - factual.outputs[name]![row]!;
    sum += Math.sign(truth[row]! - mean) * change;
  }
  return sum / truth.length / deviation(factual.outputs[name]!);
}

function deviation(values: Float64Array): number {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}
