import type { Protocol } from './protocol.ts';

const critic = { critic: 'separable', hidden: [256, 256], embedding: 32, activation: 'relu' };
const density = { hidden: [256, 256], activation: 'relu' };
const allPairs = { ...critic, marginals: 'all-pairs' };

/** Song & Ermon (ICLR 2020, §6.1): the estimator goes on from stair to stair. */
export const staircaseProtocol: Protocol = {
  name: 'staircase',
  summary: 'd = 20, batch 64, Adam 5e-4, 4,000 updates on each of 2, 4, 6, 8, 10 nats; the last 500 counted.',
  source: 'Song & Ermon, ICLR 2020, §6.1',
  climbs: [
    ['dv', allPairs],
    ['mine', allPairs],
    ['nwj', allPairs],
    ['js', allPairs],
    ['info-nce', allPairs],
    ['smile', allPairs],
    ['club', density],
    ['doe', density],
  ].map(([estimator, options]) => ({
    label: estimator as string,
    estimator: estimator as string,
    options: options as Record<string, unknown>,
    task: 'staircase-20d',
    d: 20,
    stairs: [2, 4, 6, 8, 10],
    steps: 4000,
    counted: 500,
    batchSize: 64,
    learningRate: 5e-4,
  })),
};
