import { isMimmxError, type Random, strataOf, type Task } from '@mimmx/core';
import { leakageObstacle, type SampleSet } from '@mimmx/data';
import {
  type CodedFactor,
  continuousLeakage,
  defaultMeasures,
  evaluateMeasures,
  leakage,
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
  const z = task.z.flatMap((factor, i): CodedFactor[] =>
    factor.kind === 'categorical'
      ? [{ name: factor.name, codes: set.z[i] as Int32Array, labels: [...factor.labels] }]
      : [],
  );
  return {
    set: set.name,
    y: task.y.kind === 'continuous' ? set.target! : set.y,
    values,
    labels: strataOf(task.y).labels,
    z,
    patients: set.patients,
  };
}

/** Every measure of the images of one set that could be read. */
export const measureSet = (
  reading: SetReading,
  task: Task,
  { bootstrap, level }: Pick<ExperimentConfig['evaluation'], 'bootstrap' | 'level'>,
  random: Random,
  measures: readonly (Measure | MeasureFamily)[] = defaultMeasures(
    task.y.kind === 'continuous' ? 'number' : 'classes',
    strataOf(task.y).labels,
  ),
): MeasureRow[] => {
  const predicted = predictedOf(reading.set, task, reading.prediction);
  return evaluateMeasures(predicted, { ...predicted, measures, random, replicates: bootstrap, level });
};

/**
 * What fresh probes read of every confounder from the features of one set. A confounder that cannot be probed gives a
 * row that says why.
 */
export const leakageRows = (
  reading: SetReading,
  task: Task,
  { bootstrap, level }: Pick<ExperimentConfig['evaluation'], 'bootstrap' | 'level'>,
  random: Random,
): MeasureRow[] =>
  task.z.flatMap((factor, i): MeasureRow[] => {
    const { set } = reading;
    const options = { random, replicates: bootstrap, level };
    const about = { set: set.name, measure: 'leakage', factor: factor.name };
    const none = { ...about, value: null, low: null, high: null, count: set.rows.length };
    const obstacle = leakageObstacle(set, task, i);
    if (obstacle !== null)
      return [{ ...none, note: `Leakage of "${factor.name}" cannot be measured: ${obstacle}.` }];
    try {
      const found =
        factor.kind === 'categorical'
          ? leakage(
              reading.features,
              reading.width,
              set.z[i] as Int32Array,
              factor.classes,
              set.patients,
              options,
            )
          : continuousLeakage(
              reading.features,
              reading.width,
              set.z[i] as Float32Array,
              set.patients,
              options,
            );
      const probes = (['linear', 'knn', 'mlp'] as const).map((probe) => ({
        ...about,
        probe,
        value: found[probe],
        low: found.intervals[probe].low,
        high: found.intervals[probe].high,
        count: found.rows,
      }));
      const chance = {
        ...about,
        probe: 'chance',
        value: found.chance,
        low: null,
        high: null,
        count: found.rows,
      };
      return [...probes, chance, ...switchedRow(reading, task, i)];
    } catch (error) {
      if (!isMimmxError(error)) throw error;
      return [{ ...none, note: error.message }];
    }
  });

/** The predecessors' switched-head test: accuracy of z's own head on f_y, where the method has such heads. */
function switchedRow(reading: SetReading, task: Task, i: number): MeasureRow[] {
  const { set } = reading;
  const head = reading.switched[i];
  if (!head || head.length === 0) return [];
  const { accuracy } = switchedHead(head, set.z[i] as Int32Array);
  const count = set.rows.length;
  return [
    {
      set: set.name,
      measure: 'switched head',
      factor: task.z[i]!.name,
      value: accuracy,
      low: null,
      high: null,
      count,
    },
  ];
}
