import { join } from 'node:path';
import { MimmxError } from '@mimmx/core/contracts';
import { atomicWrite } from '@mimmx/data/files';
import type { TrialResult, TrialStore } from '../../trial/store.ts';
import type { Trial } from '../../trial/trial.ts';
import { exactPretty } from '../exact-json.ts';
import { sealJson } from '../sealed-json.ts';
import type { Seal } from '../sealed-stream.ts';
import { sealing } from '../sealing.ts';
import { type FeatureShape, featureShape, featuresCsv, featuresNpy } from './feature-tables.ts';
import { RUN_FORMAT } from './opening.ts';
import { axesOf, metricLines, predictionsCsv, type TableTask } from './tables.ts';

/** What a record is made of. */
export interface Conclusion {
  /** `summary.json`: JSON; NaN and the infinities stand as `{ "$number": "NaN" }`. */
  readonly summary: object;
  readonly task: TableTask;
  /** In the order in which they are to stand in the tables; all of them finished. */
  readonly trials: readonly Pick<Trial, 'id' | 'tags'>[];
  /** Names of the sets that `predictions.csv` is to hold; all of them if absent. */
  readonly sets?: readonly string[];
  /** Where the trials are. */
  readonly store: Pick<TrialStore, 'result' | 'lines'>;
}

/** File that seals the record; written last. */
export const RECORD = 'record.json';

/**
 * Writes the record of a run from its finished trials: `metrics.jsonl`, `predictions.csv`, `features.npy` with
 * `features.csv`, `summary.json`, and `record.json` with size and SHA-256 of each. Trials are read one at a time.
 *
 * @throws E_RUN_UNFINISHED if a trial is not finished, E_CHECKPOINT, and the errors of storage
 */
export async function conclude(root: string, conclusion: Conclusion): Promise<void> {
  const { trials, store, task, sets } = conclusion;
  const read = async (id: string): Promise<TrialResult> => {
    const result = await store.result(id);
    if (result) return result;
    throw new MimmxError(
      'E_RUN_UNFINISHED',
      `Run ${root} is not finished: trial ${id} has no result. Continue it with --resume.`,
    );
  };
  async function* results(): AsyncGenerator<TrialResult> {
    for (const { id, tags } of trials) yield { ...(await read(id)), tags };
  }
  /** Shapes of the features, seen while the predictions are written. */
  const shapes: FeatureShape[] = [];
  async function* noting(): AsyncGenerator<TrialResult> {
    for await (const result of results()) {
      shapes.push(featureShape(result));
      yield result;
    }
  }
  const seals: Record<string, Seal> = {};
  const write = (name: string, content: AsyncIterable<string | Uint8Array>) =>
    atomicWrite(
      join(root, name),
      sealing(content, (seal) => {
        seals[name] = seal;
      }),
    );

  const axes = axesOf(trials);
  await write('metrics.jsonl', metricLines(trials, axes, store));
  await write('predictions.csv', predictionsCsv(task, axes, noting(), sets));
  await write('features.npy', featuresNpy(shapes, results()));
  await write('features.csv', featuresCsv(task, axes, results()));
  await write('summary.json', once(exactPretty(conclusion.summary)));
  // Last: a run with a record is a finished run.
  await atomicWrite(join(root, RECORD), sealJson({ format: RUN_FORMAT, files: seals }));
}

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}
