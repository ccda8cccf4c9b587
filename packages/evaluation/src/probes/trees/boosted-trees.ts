import { type Probe, type ProbeTarget, takeTarget } from '../probe.ts';
import { type Matrix, takeRows } from '../standardise.ts';
import { addTree } from './add-tree.ts';
import { binned, cutsOf } from './bins.ts';
import { lossOf } from './losses.ts';
import { type Binned, TreeGrower } from './tree.ts';

const RATE = 0.1;
const ROUNDS = 150;
/** Rounds without a lower loss of the held rows after which boosting stops. */
const PATIENCE = 12;
const DEPTHS = [2, 5];
const TREE = { leastRows: 10, penalty: 1 };

/**
 * Gradient-boosted trees on histograms of the features (Friedman, 2001; Chen & Guestrin, 2016): second-order steps at
 * rate 0.1, the depth (2 or 5) and the number of rounds by the loss of the held rows, then fitted again to all rows.
 */
export const boostedTrees: Probe = {
  name: 'trees',
  scores: 'logits',
  read({ fit, target, inner, held, judge }) {
    const heldFeatures = takeRows(fit.values, fit.columns, held);
    const heldTarget = takeTarget(target, held);
    const innerFeatures = takeRows(fit.values, fit.columns, inner);
    const tried = DEPTHS.map((depth) => ({
      depth,
      ...boost(innerFeatures, takeTarget(target, inner), depth, ROUNDS, heldFeatures, heldTarget),
    }));
    const best = tried.reduce((a, b) => (b.loss < a.loss ? b : a));
    const final = boost(fit, target, best.depth, best.rounds, judge);
    return { held: perClass(best.scores, target), judge: perClass(final.scores, target) };
  },
};

/** Boosts on `fit`; scores of `other` after the rounds with its lowest loss if its target is known, else after all. */
function boost(
  fit: Matrix,
  target: ProbeTarget,
  depth: number,
  most: number,
  other: Matrix,
  otherTarget?: ProbeTarget,
): { readonly scores: Float64Array; readonly rounds: number; readonly loss: number } {
  const cuts = cutsOf(fit);
  const own: Binned = { bins: binned(fit, cuts), rows: fit.rows, columns: fit.columns };
  const others: Binned = { bins: binned(other, cuts), rows: other.rows, columns: other.columns };
  const loss = lossOf(target);
  const { outputs, start } = loss;
  const scores = Float64Array.from({ length: fit.rows * outputs }, (_, i) => start[i % outputs]!);
  const found = Float64Array.from({ length: other.rows * outputs }, (_, i) => start[i % outputs]!);
  const lossNow = () => (otherTarget === undefined ? Number.NaN : loss.mean(found, otherTarget));
  let best = { scores: found.slice(), rounds: 0, loss: lossNow() };
  const grower = new TreeGrower(own, { ...TREE, depth });
  const gradient = new Float64Array(fit.rows);
  const curvature = new Float64Array(fit.rows);
  for (let round = 1; round <= most && round - best.rounds <= PATIENCE; round++) {
    const trees = Array.from({ length: outputs }, (_, k) => {
      loss.derivatives(scores, k, gradient, curvature);
      return grower.grow(gradient, curvature);
    });
    trees.forEach((tree, k) => {
      addTree(tree, own, scores, k, outputs, RATE);
      addTree(tree, others, found, k, outputs, RATE);
    });
    const now = lossNow();
    if (otherTarget === undefined) best = { scores: found, rounds: round, loss: now };
    else if (now < best.loss) best = { scores: found.slice(), rounds: round, loss: now };
  }
  return best;
}

/** One column for each class also where two classes share one output. */
function perClass(scores: Float64Array, target: ProbeTarget): Float64Array {
  if (target.kind === 'number' || target.classes > 2) return scores;
  return Float64Array.from({ length: scores.length * 2 }, (_, i) => (i % 2 === 0 ? 0 : scores[i >> 1]!));
}
