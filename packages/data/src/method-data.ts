import {
  type MethodData,
  MimmxError,
  type Random,
  type SetRole,
  type Task,
  type TrainingSet,
} from '@mimmx/core';
import type { Augmentation } from './augment/index.ts';
import {
  type BatchSourceState,
  createBatchSource,
  evaluationBatches,
  type ResumableBatchSource,
} from './batches.ts';
import type { ImageStore } from './images.ts';
import type { PreparedData } from './prepared-data.ts';
import { type SampleSet, subset } from './samples.ts';

/** Where every source of a method stands, in the order in which it asked for them. */
export type MethodDataState = readonly BatchSourceState[];

/** The data of a training, whose place can be kept and found again. */
export interface ResumableMethodData extends MethodData {
  readonly state: MethodDataState;
  /** @throws E_CHECKPOINT if the method asked for other sources than those whose places were kept */
  restore(state: MethodDataState): void;
  /** Milliseconds that the sources have waited for images so far. */
  readonly waited: number;
}

export interface MethodDataOptions {
  readonly data: Pick<PreparedData, 'splits' | 'balancedTrain'>;
  readonly task: Task;
  readonly images: ImageStore;
  readonly batchSize: number;
  /** Source of the order, of the augmentation, and of who is held out. */
  readonly random: Random;
  readonly augment?: Augmentation;
}

/**
 * The sets of a run as its methods ask for them.
 *
 * @example
 * const data = createMethodData({ data: prepared, task, images, batchSize: 128, random: new Random(1) });
 * const batches = data.batches(data.set('train'), 'uniform');
 */
export function createMethodData(options: MethodDataOptions): ResumableMethodData {
  const { data, task, images, random, augment } = options;
  const sources: ResumableBatchSource[] = [];
  // Every set that is handed out is a SampleSet; the contract shows methods less of it.
  const sampleSet = (set: TrainingSet) => set as SampleSet;

  const set = (role: SetRole): SampleSet => {
    if (role === 'train') return data.splits.train;
    if (role === 'balanced') return data.balancedTrain();
    if (data.splits.validation) return data.splits.validation;
    throw new MimmxError(
      'E_NEED',
      'The method needs validation data, and there is none. Give data.split.validation, e.g. 0.1.',
    );
  };

  return {
    set,
    holdOut(fraction) {
      const { train } = data.splits;
      const held = heldPatients(train, fraction, random.fork());
      const at = (keep: boolean) =>
        Int32Array.from([...train.rows.keys()].filter((i) => held.has(train.patients[i]!) === keep));
      return { train: subset(train, at(false)), heldOut: subset(train, at(true), 'heldOut') };
    },
    batches(from, draw, { batchSize = options.batchSize } = {}) {
      const source = createBatchSource({
        set: sampleSet(from),
        task,
        images,
        sampling: draw,
        batchSize,
        random,
        // With many confounders some groups are bound to be empty; the summary's notes say how many.
        emptyGroups: 'skip',
        ...(augment ? { augment } : {}),
      });
      sources.push(source);
      return source;
    },
    async *pass(from, batchSize = options.batchSize) {
      for await (const { batch } of evaluationBatches(sampleSet(from), batchSize, {
        task,
        images,
        pad: true,
      }))
        yield batch;
    },
    get state() {
      return sources.map(({ state }) => state);
    },
    restore(state) {
      if (state.length !== sources.length) {
        throw new MimmxError(
          'E_CHECKPOINT',
          `The checkpoint has the places of ${state.length} batch sources, and the method asked for ${sources.length}. Start the run anew.`,
        );
      }
      for (const [i, source] of sources.entries()) source.restore(state[i]!);
    },
    get waited() {
      return sources.reduce((sum, { waited }) => sum + waited, 0);
    },
  };
}

/** Patients of the part that is held out. @throws E_NEED if one of the two parts would be empty */
function heldPatients(train: SampleSet, fraction: number, random: Random): ReadonlySet<number> {
  const patients = random.shuffle([...new Set(train.patients)]);
  const count = Math.round(fraction * patients.length);
  if (count > 0 && count < patients.length) return new Set(patients.slice(0, count));
  throw new MimmxError(
    'E_NEED',
    `Holding ${fraction} of ${patients.length} training patients out leaves one part empty. Use a fraction between, or more patients.`,
  );
}
