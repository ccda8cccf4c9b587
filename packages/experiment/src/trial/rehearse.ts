import type { Backend, Registry } from '@mimmx/core';
import { buildMethod, methodData } from './build-method.ts';
import type { TrialData } from './data-pool.ts';
import { ruleOf } from './judging.ts';
import { streams } from './run-trial.ts';
import type { Trial } from './trial.ts';

/**
 * Makes everything that a trial needs before its first update, and lets go of it: the method with its network, and the
 * batches that it draws from. Nothing is trained and no image is read. A trial that starts from another's weights is
 * made without them.
 *
 * @param backend set up already; compiles nothing
 * @throws whatever the trial would throw before its first update: E_EMPTY_CELL of a batch, E_BATCH_SIZE, E_NO_CONFOUNDERS,
 *   E_UNKNOWN_NAME, and the errors of plugins
 */
export function rehearse(
  trial: Trial,
  setting: { readonly registry: Registry; readonly backend: Pick<Backend, 'compile'> },
  opened: TrialData,
): void {
  const random = streams(trial.seed);
  ruleOf(setting.registry, trial.evaluation.select);
  buildMethod(trial, setting, opened, methodData(trial, opened, random.batches), random.method).dispose();
}
