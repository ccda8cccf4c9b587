import { MimmxError, Random, validate } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { chooseEstimator, usualEstimator } from './choose.ts';
import { trainTasks } from './fit.ts';
import { formOf, type MiInput, toSamples } from './input.ts';
import { intervalOf } from './interval.ts';
import { measureTasks } from './measure.ts';
import { type EstimateOptions, type MiEstimate, type MiPair, trainingSettings } from './settings.ts';
import { checkSameForm, type EstimationTask, prepareTask } from './task.ts';

/**
 * Keeps the numbers here apart from those of a `Random` of the same seed that drew the samples: folds cut by the very
 * numbers that made the rows would differ from each other.
 */
const SALT = 0x6d6d7821;

let warned = false;

/** Said once: minutes without a word look like a program that hangs. */
function warnOfTime(name: string): void {
  if (warned) return;
  warned = true;
  console.warn(
    `estimateMi: "${name}" is trained operation by operation here; with backend: { compile } of @mimmx/backend-onnx it is about 20 times faster.`,
  );
}

/**
 * Mutual information of two variables from their samples.
 *
 * Variational estimators are trained with early stopping on rows held out and read on rows that neither trained nor
 * stopped them (cross-fitting); the others measure all rows at once.
 *
 * @param options the estimator and how it is trained; one that needs no training, by the variables' forms, if absent
 * @example
 * const { value, interval } = await estimateMi(ages, labels, { estimator: 'ross', seed: 1 });
 * console.log(`${value.toFixed(3)} nats, 95 % interval ${interval.map((v) => v.toFixed(3))}`);
 * @throws E_LENGTH, E_NOT_FINITE, E_CONSTANT, E_CLASSES, E_SAMPLES for bad samples; E_TOO_FEW for too few of them;
 *   E_BATCH for a batch larger than the rows to train on; E_FORM if the estimator takes no such variables;
 *   E_UNKNOWN_NAME, E_OPTION
 */
export async function estimateMi(x: MiInput, y: MiInput, options: EstimateOptions = {}): Promise<MiEstimate> {
  const [only] = await estimateMiOfPairs([{ x, y }], options);
  return only!;
}

/**
 * As {@link estimateMi} for several pairs of variables of the same form (width, classes), whose estimators are trained
 * in one step with their weights stacked: where batches are small, eight pairs cost well under eight times one.
 *
 * @param options `given` and `weights` here serve every pair that has none of its own
 */
export async function estimateMiOfPairs(
  pairs: readonly MiPair[],
  options: EstimateOptions = {},
): Promise<MiEstimate[]> {
  const started = performance.now();
  const { estimator, options: own, given, weights, backend, onProgress, signal, ...rest } = options;
  const [first] = pairs;
  if (!first) throw new MimmxError('E_SAMPLES', 'estimateMi: there are no pairs. Give at least one.');
  const usual = async () => usualEstimator(await toSamples('x', first.x), await toSamples('y', first.y));
  const chosen = chooseEstimator(estimator ?? (await usual()), own);
  const settings = validate(trainingSettings, rest, 'estimateMi');
  const random = new Random((settings.seed ^ SALT) >>> 0);
  const tasks: EstimationTask[] = [];
  for (const pair of pairs) tasks.push(await prepareTask(chosen, { given, weights, ...pair }, settings));
  const { definition } = chosen;
  const context = { x: formOf(tasks[0]!.x), y: formOf(tasks[0]!.y), random };
  for (const task of tasks) checkSameForm(definition.name, context, task);

  const probe = definition.create(context, chosen.options);
  const trains = probe.form === 'tensor' && probe.variables.length > 0;
  if (probe.form === 'tensor') tf.dispose([...probe.variables, ...probe.state]);
  if (trains && !backend) warnOfTime(definition.name);
  const found = trains
    ? await trainTasks(tasks, { chosen, settings, context, backend, onProgress, signal })
    : { spreads: await measureTasks(tasks, probe, settings, random), converged: true, steps: 0 };

  return tasks.map((task, i) => ({
    estimator: definition.name,
    value: found.spreads[i]!.value,
    unit: definition.unit,
    bound: definition.bound,
    standardError: found.spreads[i]!.standardError,
    interval: intervalOf(found.spreads[i]!),
    converged: found.converged,
    steps: found.steps,
    rows: task.groups.reduce((sum, group) => sum + group.rows.length, 0),
    seconds: (performance.now() - started) / 1000,
  }));
}
