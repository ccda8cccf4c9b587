import { isMimmxError, type Random, type Registry, type Task } from '@mimmx/core';
import { leakageSet, type SampleSet } from '@mimmx/data';
import type { MeasureRow } from '@mimmx/evaluation';
import type { TrialData } from './data-pool.ts';
import { leakageOf, measureSet } from './evaluate.ts';
import { measuresOf } from './judging.ts';
import { lostNotes, type SetReader } from './read-set.ts';
import { interruption } from './stops.ts';
import type { Features, Predictions } from './store.ts';
import type { Trial } from './trial.ts';

/** What one trained method came to on every test set. */
export interface MethodEvaluation {
  readonly rows: MeasureRow[];
  readonly predictions: Predictions[];
  readonly features: Features | null;
  /** Which images no result speaks of, in sentences. */
  readonly notes: string[];
}

/** The columns of what was predicted for a set. */
export const predictionsOf =
  ({ dataset: { table }, task }: Pick<TrialData, 'dataset'> & { readonly task: Task }) =>
  (set: SampleSet, name: string, values: Float32Array): Predictions => ({
    set: name,
    ids: Array.from(set.rows, (row) => table.ids[row] ?? String(row)),
    patients: Array.from(set.patients, (code) => table.patientIds[code] ?? String(code)),
    y: task.y.kind === 'continuous' ? set.target! : set.y,
    z: set.z,
    values,
    columns: values.length / set.rows.length,
  });

/**
 * Reads every test set with a trained method: measures, leakage by fresh probes, predictions and features. Of a validation
 * set predictions alone.
 */
export async function evaluateMethod(
  { tags, evaluation }: Pick<Trial, 'tags' | 'evaluation'>,
  opened: TrialData,
  read: SetReader,
  { random, registry }: { readonly random: Random; readonly registry: Registry },
  signal?: AbortSignal,
): Promise<MethodEvaluation> {
  const { task, splits } = opened.prepared;
  const measures = measuresOf(registry, evaluation.measures ?? [], task);
  const columns = predictionsOf({ dataset: opened.dataset, task });
  const rows: MeasureRow[] = [];
  const predictions: Predictions[] = [];
  const notes: string[] = [];
  let features: Features | null = null;
  const readOf = (set: SampleSet, name: string) =>
    read(set, signal).catch((error) => {
      throw isMimmxError(error, 'E_INTERRUPTED') ? interruption(tags, `in the test on "${name}"`) : error;
    });
  for (const [name, set] of Object.entries(splits.shifts)) {
    const heard = () => hear(tags, name, signal);
    await heard();
    const reading = await readOf(set, name);
    await heard();
    rows.push(...measureSet(reading, task, evaluation, random, measures));
    predictions.push(columns(reading.set, name, reading.prediction));
    notes.push(...lostNotes(set, reading));
    if (name !== leakageSet(splits.shifts)) continue;
    for (let i = 0; i < task.z.length; i++) {
      await heard();
      rows.push(...leakageOf(reading, task, i, evaluation, random));
    }
    features = { set: name, width: reading.width, values: reading.features };
  }
  const { validation } = splits;
  // For whoever fits a threshold: the weights that were judged, on images that no test has seen.
  if (validation) {
    const reading = await readOf(validation, validation.name);
    predictions.push(columns(reading.set, validation.name, reading.prediction));
  }
  return { rows, predictions, features, notes };
}

/** Lets signals come in between two long computations. @throws E_INTERRUPTED */
async function hear(tags: Trial['tags'], set: string, signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return;
  await new Promise((resolve) => setTimeout(resolve));
  if (signal.aborted) throw interruption(tags, `in the test on "${set}"`);
}
