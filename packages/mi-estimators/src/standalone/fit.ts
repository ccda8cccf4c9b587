import { type EstimatorContext, MimmxError } from '@mimmx/core';
import { isStackable, type StackedEstimator } from '../stack.ts';
import type { Chosen } from './choose.ts';
import { foldMembers, type Member } from './folds.ts';
import { combine, spreadOf } from './interval.ts';
import type { EstimateOptions, TrainingSettings } from './settings.ts';
import type { EstimationTask } from './task.ts';
import { type Trained, trainStack } from './train.ts';

/** What the tasks of one call share. */
export interface Run {
  readonly chosen: Chosen;
  readonly settings: TrainingSettings;
  readonly context: EstimatorContext;
  readonly backend: EstimateOptions['backend'];
  readonly onProgress: EstimateOptions['onProgress'];
  readonly signal: EstimateOptions['signal'];
}

/** Trains the folds of all groups of all tasks, in one stack where the estimator can be stacked. */
export async function trainTasks(tasks: readonly EstimationTask[], run: Run) {
  const { chosen, settings, context } = run;
  const { definition, options } = chosen;
  const members = tasks.flatMap((task) =>
    task.groups.flatMap(({ rows }) =>
      foldMembers(task, usable(rows, task, definition.name, settings), settings.folds, context.random),
    ),
  );
  const batchSize = batchSizeFor(definition.name, members, settings);
  const job = {
    ...run,
    selectBy: definition.bound === 'lower' ? ('estimate' as const) : ('loss' as const),
    settings: { ...settings, batchSize },
    random: context.random,
  };
  const trained: Trained[] = [];
  if (isStackable(definition)) {
    const lead = [members.length] as const;
    trained.push(
      await trainStack({ ...job, members, lead, stack: definition.stack(context, options, lead) }),
    );
  } else {
    for (const member of members) {
      const stack = definition.create(context, options) as StackedEstimator;
      trained.push(await trainStack({ ...job, members: [member], lead: [], stack }));
    }
  }
  const readings = trained.flatMap((part) => part.readings);
  let next = 0;
  const spreads = tasks.map((task) =>
    combine(
      task.groups.map(() => {
        const folds = readings.slice(next, next + settings.folds);
        next += settings.folds;
        return spreadOf(
          folds.flatMap((fold) => fold.values),
          folds.flatMap((fold) => fold.weights),
        );
      }),
      task.groups.map((group) => group.share),
    ),
  );
  return {
    spreads,
    converged: trained.every((part) => part.converged),
    steps: Math.max(...trained.map((part) => part.steps)),
  };
}

/** The rows of a group that have weight, if they are enough to split. */
function usable(
  rows: Int32Array,
  task: EstimationTask,
  owner: string,
  settings: TrainingSettings,
): Int32Array {
  const { weights } = task;
  const kept = weights ? rows.filter((row) => weights[row]! > 0) : rows;
  const least = 4 * settings.folds;
  if (kept.length < least) {
    throw new MimmxError(
      'E_TOO_FEW',
      `${owner}: ${kept.length} rows${task.groups.length > 1 ? ' in one class of the condition' : ''}; ${settings.folds} folds need ${least}. Give more rows, or ask for fewer folds.`,
    );
  }
  return kept;
}

function batchSizeFor(owner: string, members: readonly Member[], settings: TrainingSettings): number {
  const least = Math.min(...members.map((member) => member.train.length));
  if (settings.batchSize !== undefined && settings.batchSize > least) {
    throw new MimmxError(
      'E_BATCH',
      `${owner}: a batch of ${settings.batchSize} is larger than the ${least} rows that a fold trains on. Take at most ${least}.`,
    );
  }
  return settings.batchSize ?? Math.min(256, least);
}
