import { cellCodes, isMimmxError, type Random, strataOf, type Task } from '@mimmx/core';
import { leakageObstacle, type SampleSet } from '@mimmx/data';
import {
  continuousLeakage,
  evaluateMeasures,
  leakage,
  leakageRows,
  type Measure,
  type MeasureFamily,
  type MeasureRow,
  type Predicted,
  type RowStructure,
  switchedHead,
} from '@mimmx/evaluation';
import type { ExperimentConfig } from '../config.ts';
import type { SetReading } from './read-set.ts';

/** The rows of a set as measures want them: the truth, what was predicted, and how the rows hang together. */
export function predictedOf(set: SampleSet, task: Task, values: Float32Array): Predicted & RowStructure {
  return {
    set: set.name,
    y: task.y.kind === 'continuous' ? set.target! : set.y,
    values,
    labels: strataOf(task.y).labels,
    z: cellCodes(task.z, set.z),
    patients: set.patients,
  };
}

/** Every measure of the images of one set that could be read. */
export const measureSet = (
  reading: SetReading,
  task: Task,
  { bootstrap, level }: Pick<ExperimentConfig['evaluation'], 'bootstrap' | 'level'>,
  random: Random,
  measures: readonly (Measure | MeasureFamily)[],
): MeasureRow[] => {
  const predicted = predictedOf(reading.set, task, reading.prediction);
  return evaluateMeasures(predicted, { ...predicted, measures, random, replicates: bootstrap, level });
};

/**
 * What five fresh probes read of every confounder from the features of one set: `leakage`, `conditional leakage` (within
 * y) and `leakage in nats`; and the switched-head test. A confounder that cannot be probed gives rows that say why.
 */
export const leakageRowsOf = (
  reading: SetReading,
  task: Task,
  {
    bootstrap,
    level,
    probePatients,
  }: Pick<ExperimentConfig['evaluation'], 'bootstrap' | 'level' | 'probePatients'>,
  random: Random,
): MeasureRow[] =>
  task.z.flatMap((_, i) => leakageOf(reading, task, i, { bootstrap, level, probePatients }, random));

/** The same of one confounder. */
export const leakageOf = (
  reading: SetReading,
  task: Task,
  i: number,
  {
    bootstrap,
    level,
    probePatients,
  }: Pick<ExperimentConfig['evaluation'], 'bootstrap' | 'level' | 'probePatients'>,
  random: Random,
): MeasureRow[] => {
  const factor = task.z[i]!;
  const { set } = reading;
  const obstacle = leakageObstacle(set, task, i);
  if (obstacle !== null) {
    const note = `Leakage of "${factor.name}" cannot be measured: ${obstacle}.`;
    const about = { set: set.name, measure: 'leakage', factor: factor.name };
    return [{ ...about, value: null, low: null, high: null, count: set.rows.length, note }];
  }
  const values = set.z[i]!;
  const z =
    factor.kind === 'categorical'
      ? { name: factor.name, codes: values as Int32Array, labels: [...factor.labels] }
      : { name: factor.name, values: values as Float32Array };
  const rows = leakageRows(reading.features, reading.width, z, {
    set: set.name,
    y: set.target ?? set.y,
    patients: set.patients,
    random,
    replicates: bootstrap,
    level,
    maximumPatients: probePatients,
  });
  return [...rows, ...switchedRow(reading, task, i)];
};

/** For watching a training: the best of three probes, as balanced accuracy (or R²), for each confounder. */
export function watched(reading: SetReading, task: Task, random: Random): Record<string, number> {
  return Object.fromEntries(
    task.z.flatMap((factor, i): [string, number][] => {
      const settings = { random, replicates: 0 };
      const { set, features, width } = reading;
      try {
        const { best } =
          factor.kind === 'categorical'
            ? leakage(features, width, set.z[i] as Int32Array, factor.classes, set.patients, settings)
            : continuousLeakage(features, width, set.z[i] as Float32Array, set.patients, settings);
        return [[`probe.${factor.name}`, best]];
      } catch (error) {
        if (!isMimmxError(error)) throw error;
        return [];
      }
    }),
  );
}

/** The predecessors' switched-head test: accuracy of z's own head on f_y, where the method has such heads. */
function switchedRow(reading: SetReading, task: Task, i: number): MeasureRow[] {
  const { set } = reading;
  const head = reading.switched[i];
  if (!head || head.length === 0) return [];
  const { accuracy } = switchedHead(head, set.z[i] as Int32Array);
  const about = { set: set.name, measure: 'switched head', factor: task.z[i]!.name };
  return [{ ...about, value: accuracy, low: null, high: null, count: set.rows.length }];
}
