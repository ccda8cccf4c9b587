import { logisticScores } from './logistic-regression.ts';
import { neighbourMeans, neighbourVotes } from './nearest-neighbours.ts';
import { type PerceptronSettings, perceptronNumbers, perceptronScores } from './perceptron.ts';
import { type Probe, type ProbeData, type ProbeTarget, takeTarget } from './probe.ts';
import { rbfMachine } from './rbf-machine.ts';
import { ridge } from './ridge.ts';
import { type Matrix, takeRows } from './standardise.ts';
import { boostedTrees } from './trees/boosted-trees.ts';

/** Settings of the probes that are not tuned on held rows. */
export interface FixedProbeSettings {
  /** Neighbours of the kNN probe. */
  readonly neighbours?: number;
  /** Penalty λ of the linear probe. */
  readonly penalty?: number;
  readonly perceptron?: Omit<PerceptronSettings, 'random'>;
}

/** Fits once to the inner and once to all rows. */
function twice(
  { fit, target, inner, held, judge }: ProbeData,
  read: (fit: Matrix, target: ProbeTarget, judge: Matrix) => Float64Array,
) {
  const take = (rows: Int32Array) => takeRows(fit.values, fit.columns, rows);
  return {
    held: read(take(inner), takeTarget(target, inner), take(held)),
    judge: read(fit, target, judge),
  };
}

/**
 * Linear (multinomial logistic or ridge regression), k nearest neighbours, multi-layer perceptron, boosted trees, and a
 * machine on an RBF kernel. The first three are those of `leakage`, to the bit.
 */
export const fiveProbes = ({
  neighbours = 30,
  penalty = 1,
  perceptron = {},
}: FixedProbeSettings): readonly Probe[] => [
  {
    name: 'linear',
    scores: 'logits',
    read: (data) =>
      twice(data, (fit, target, judge) =>
        target.kind === 'classes'
          ? logisticScores(fit, target.codes, target.classes, judge, penalty)
          : ridge(fit, target.values, judge, penalty),
      ),
  },
  {
    name: 'knn',
    scores: 'probabilities',
    read: (data) =>
      twice(data, (fit, target, judge) =>
        target.kind === 'classes'
          ? neighbourVotes(fit, target.codes, target.classes, judge, neighbours)
          : neighbourMeans(fit, target.values, judge, neighbours),
      ),
  },
  {
    name: 'mlp',
    scores: 'logits',
    splitsItself: true,
    read({ fit, target, patients, judge, random }) {
      const settings = { ...perceptron, random };
      return target.kind === 'classes'
        ? perceptronScores(fit, target.codes, target.classes, patients, judge, settings)
        : perceptronNumbers(fit, target.values, patients, judge, settings);
    },
  },
  boostedTrees,
  rbfMachine,
];
