/** Options that keep a bound with a critic quick on TensorFlow.js's plain backend, and its value free of its own draws. */
export const smallCritic = {
  hidden: [16],
  embedding: 8,
  critic: 'separable',
  marginals: 'all-pairs',
} as const;

/** The same for an estimator that fits a density. */
export const smallNetwork = { hidden: [16] } as const;
