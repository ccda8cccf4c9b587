import {
  type Backend,
  createMethod,
  type Method,
  type MethodData,
  MimmxError,
  type Needs,
  type Random,
  type Registry,
  runShape,
  type SavedTensor,
  type Task,
} from '@mimmx/core';
import { createAugmentation, createMethodData, type ResumableMethodData } from '@mimmx/data';
import type { TrialData } from './data-pool.ts';
import type { Trial } from './trial.ts';

/** The sets and sources of one training. @throws E_BATCH_SIZE if a batch is larger than the training set */
export function methodData(
  { data, training }: Pick<Trial, 'data' | 'training'>,
  { prepared, images }: TrialData,
  random: Random,
): ResumableMethodData {
  const { length } = prepared.splits.train.rows;
  if (training.batchSize > length) {
    throw new MimmxError(
      'E_BATCH_SIZE',
      `training.batchSize is ${training.batchSize}, and there are ${length} training images. Take a batch of at most as many.`,
    );
  }
  const augment = createAugmentation(data.augment);
  return createMethodData({
    data: prepared,
    task: prepared.task,
    images,
    batchSize: training.batchSize,
    random,
    ...(augment ? { augment } : {}),
  });
}

/** What a method is made for: its task, and images of a shape. */
interface MethodSubject {
  readonly prepared: Pick<TrialData['prepared'], 'task'>;
  readonly images: Pick<TrialData['images'], 'shape'>;
  /** Folder that paths in the encoder's options start from. */
  readonly root?: string;
  /** Whether all weights are put in place afterwards, so that no file of them is read. */
  readonly restored?: boolean;
}

/** The method of a trial. @throws E_NO_CONFOUNDERS if the task lacks labels that it needs */
export function buildMethod(
  trial: Pick<Trial, 'method' | 'encoder' | 'network' | 'training'>,
  { registry, backend }: { readonly registry: Registry; readonly backend: Pick<Backend, 'compile'> },
  { prepared: { task }, images, root, restored }: MethodSubject,
  data: MethodData,
  random: Random,
  start?: Readonly<Record<string, SavedTensor>>,
): Method {
  requireLabels(trial.method.name, registry.get('method', trial.method.name).needs, task);
  return createMethod(
    {
      method: trial.method,
      encoder: trial.encoder,
      network: runShape(trial.network, task.y),
      optimiser: trial.training,
    },
    {
      registry,
      backend,
      task,
      inputShape: images.shape,
      data,
      random,
      ...(start ? { start } : {}),
      ...(root === undefined ? {} : { root }),
      ...(restored ? { restored } : {}),
    },
  );
}

function requireLabels(method: string, { train, fit, predict }: Needs, task: Task): void {
  const uses = [train, fit, predict].some((labels) => labels?.includes('z'));
  if (!uses || task.z.length > 0) return;
  throw new MimmxError(
    'E_NO_CONFOUNDERS',
    `"${method}" needs the labels of confounders, and the task names none (data.task.z is empty). Name a column or a settable factor, or use a method that needs y alone, e.g. "erm".`,
  );
}
