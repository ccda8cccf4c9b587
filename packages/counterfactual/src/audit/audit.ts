import { MimmxError, type Random, suggest } from '@mimmx/core';
import { auroc, sampleOf } from '@mimmx/evaluation';
import { createInterventionSampler } from '../fine-tuning/draw-intervention.ts';
import { affected } from '../fine-tuning/rule.ts';
import type { CounterfactualRequest, Generator } from '../generator.ts';
import type { ImageTable } from '../image-model/images.ts';
import { differenceOfAuc, differenceOfMeans, type Estimate, meanWithInterval } from '../measures/paired.ts';
import type { Attributes } from '../scm/attributes.ts';

/** What a classifier says of images, [rows × classes]. @param images [rows × pixels], 0 to 1 */
export type Classify = (images: Float32Array) => Promise<Float32Array>;

export interface AuditSettings {
  /** Whatever gives images under an intervention: a learned generator, or a renderer. */
  readonly generator: Pick<Generator, 'scm' | 'encoding' | 'counterfactual'>;
  /** Complete rows that neither classifier nor generator learned from. */
  readonly table: ImageTable;
  /** Name of what the classifier predicts. */
  readonly target: string;
  readonly classify: Classify;
  /** Nodes to intervene on; all but the target if absent. */
  readonly intervene?: readonly string[];
  readonly random: Random;
  readonly replicates?: number;
  readonly request?: Omit<CounterfactualRequest, 'do' | 'random'>;
}

/** What an intervention on one node did to a classifier's predictions. */
export interface AuditRow {
  readonly intervention: string;
  /** Mean |p_y(x*) − p_y(x)|, half the L1 distance of the classes' probabilities. */
  readonly change: Estimate;
  /** The same under the null intervention: what the generator does to any image. */
  readonly floor: Estimate;
  /** Share of images whose predicted class changes. */
  readonly flips: Estimate;
  /** AUC of the target on counterfactual images, and its difference from that on the real ones, in points. */
  readonly auc: number;
  readonly deltaAuc: Estimate;
  /**
   * Mean change of the true class's probability: near 0 where the classifier follows the node, above it where images
   * became more typical of the target, which is how an amplifying generator looks.
   */
  readonly towardsTruth: Estimate;
}

/**
 * The invariance audit of a classifier: how much its predictions change when nothing but a confounder does (after the
 * counterfactual invariance test, 2504.19621). Values are forced, so that every row really changes. A node whose
 * descendant is the target is refused, since there the prediction is to change.
 *
 * @throws E_UNKNOWN_NODE, E_AUDIT if an intervention may change the target
 */
export async function audit(settings: AuditSettings): Promise<readonly AuditRow[]> {
  const { generator, table, target, classify, random, request, replicates } = settings;
  const { scm, encoding } = generator;
  const { order } = scm.graph;
  const nodes = settings.intervene ?? order.filter((name) => name !== target);
  for (const name of [target, ...nodes]) {
    if (!order.includes(name)) {
      throw new MimmxError(
        'E_UNKNOWN_NODE',
        `The generator has no attribute "${name}". ${suggest(name, order)}`,
      );
    }
    if (name !== target && affected(scm.graph, [name]).has(target)) {
      throw new MimmxError(
        'E_AUDIT',
        `In the generator's graph "${target}" depends on "${name}", so a prediction that follows it may be right. Audit another confounder.`,
      );
    }
  }
  const intervals = { random, patients: table.patients, ...(replicates !== undefined && { replicates }) };
  const draw = createInterventionSampler(encoding.attributes, table.attributes);
  const real = Float32Array.from(table.images, (value) =>
    table.images instanceof Uint8Array ? value / 255 : value,
  );
  const before = await classify(real);
  const unchanged = await generator.counterfactual(table, { ...request, do: {}, random });
  const same = await classify(unchanged.images);
  const truth = table.attributes[target]!;
  const rows: AuditRow[] = [];
  for (const intervention of nodes) {
    const values = draw(intervention, table.attributes, 'forced', random);
    const made = await generator.counterfactual(table, {
      ...request,
      do: { [intervention]: values },
      random,
    });
    const after = await classify(made.images);
    const deltaAuc = differenceOfAuc(judged(truth, after), judged(truth, before), intervals);
    rows.push({
      intervention,
      change: meanWithInterval(distances(before, after, truth.length), intervals),
      floor: meanWithInterval(distances(before, same, truth.length), intervals),
      flips: meanWithInterval(flips(before, after, truth.length), intervals),
      auc: deltaAuc.value + aucOf(truth, before),
      deltaAuc: inPoints(deltaAuc),
      towardsTruth: differenceOfMeans(ofTruth(after, truth), ofTruth(before, truth), intervals),
    });
  }
  return rows;
}

const inPoints = ({ value, low, high }: Estimate): Estimate => ({
  value: 100 * value,
  low: 100 * low,
  high: 100 * high,
});

const judged = (truth: Attributes[string], probabilities: Float32Array) => ({
  truth: Int32Array.from(truth),
  probabilities: Float64Array.from(probabilities),
});

const aucOf = (truth: Float64Array, probabilities: Float32Array): number =>
  auroc.of(sampleOf(Int32Array.from(truth), Float64Array.from(probabilities)));

/** Half the L1 distance of the probabilities of each row: |p(x*) − p(x)| for two classes. */
function distances(a: Float32Array, b: Float32Array, rows: number): Float64Array {
  const classes = a.length / rows;
  return Float64Array.from({ length: rows }, (_, row) => {
    let sum = 0;
    for (let k = 0; k < classes; k++) sum += Math.abs(a[row * classes + k]! - b[row * classes + k]!);
    return sum / 2;
  });
}

function flips(a: Float32Array, b: Float32Array, rows: number): Float64Array {
  const classes = a.length / rows;
  const best = (values: Float32Array, row: number) => {
    const own = values.subarray(row * classes, (row + 1) * classes);
    return own.indexOf(Math.max(...own));
  };
  return Float64Array.from({ length: rows }, (_, row) => Number(best(a, row) !== best(b, row)));
}

function ofTruth(probabilities: Float32Array, truth: Float64Array): Float64Array {
  const classes = probabilities.length / truth.length;
  return truth.map((k, row) => probabilities[row * classes + k]!);
}
