import { command, commonArgs } from '../command.ts';
import { benchmark } from '../estimate/benchmark.ts';
import { consistency } from '../estimate/consistency.ts';
import { UsageError } from '../usage-error.ts';

const args = {
  benchmark: {
    type: 'string',
    valueHint: 'name',
    description:
      'Known mutual information: small, gaussian, cubic, mixtures, transforms, independence, all, mutinfo, or one task; staircase, club, doe for a paper’s protocol',
  },
  consistency: {
    type: 'string',
    valueHint: 'a,b',
    description: 'Self-consistency of these estimators: independence, data processing, additivity',
  },
  estimators: { type: 'string', valueHint: 'a,b', description: 'Only these estimators (default: all)' },
  seeds: {
    type: 'string',
    valueHint: 'n',
    description: 'Repetitions; 0 sums up what is there (default: 10, of a protocol 1)',
  },
  samples: { type: 'string', valueHint: 'n', description: 'Rows of one estimate (default: 5000)' },
  steps: {
    type: 'string',
    valueHint: 'n',
    description: 'Updates of an estimator that trains, if not the usual',
  },
  out: {
    type: 'string',
    valueHint: 'folder',
    description: 'Where results go (default: runs/estimate-NAME); a stopped benchmark goes on there',
  },
  workers: { type: 'string', valueHint: 'n', description: 'Processes (default: one for each core)' },
  backend: {
    type: 'string',
    valueHint: 'onnx|cpu',
    default: 'onnx',
    description: 'What processes compute with',
  },
  load: { type: 'string', valueHint: 'a,b', description: 'Plugin packages of this project to load as well' },
  json: { type: 'boolean', description: 'Print the rows as JSON' },
  ...commonArgs,
} as const;

/** Measures estimators of mutual information. */
export default command({
  args,
  examples: [
    ['mimmx estimate --benchmark small --estimators ksg,ross', 'bias and spread of two estimators'],
    ['mimmx estimate --benchmark all --seeds 1', 'every estimator on every task (hours)'],
    ['mimmx estimate --benchmark staircase', 'the papers’ staircase, with its plot'],
    [
      'mimmx estimate --consistency mine,my-own --load ./my-own.js',
      'self-consistency, an estimator of yours too',
    ],
  ],
  async run({ args: given }) {
    if ((given.benchmark === undefined) === (given.consistency === undefined)) {
      throw new UsageError('Write either --benchmark NAME or --consistency ESTIMATOR[,…].');
    }
    return given.benchmark === undefined ? consistency(given) : benchmark(given.benchmark, given);
  },
});
