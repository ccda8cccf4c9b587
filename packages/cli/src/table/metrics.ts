import { MimmxError, suggest } from '@mimmx/core';
import type { Summary } from '@mimmx/experiment';

/** A column of every test set. */
export interface Metric {
  /** Name in the rows of the record. */
  readonly measure: string;
  readonly heading: string;
  /** Whether the interval stands beside the value. */
  readonly interval: boolean;
  /** Fractions are shown in percent. */
  readonly fraction: boolean;
}

/** Measures that are no fractions: they are in the unit of y, or in nats; R² may lie far below 0. */
const NUMBERS = /\b(mae|rmse|r2|log-loss)$/;

const metric = (measure: string, heading = measure, interval = true): Metric => ({
  measure,
  heading,
  interval,
  fraction: !NUMBERS.test(measure),
});

/** What is shown unless asked otherwise: accuracies and AUROC of classes, errors and R² of a number. */
export const usualMetrics = ({ task }: Pick<Summary, 'task'>): Metric[] =>
  task.y.kind === 'continuous'
    ? [metric('mae', 'MAE'), metric('worst-group mae', 'worst', false), metric('r2', 'R²', false)]
    : [metric('accuracy'), metric('worst-group accuracy', 'worst', false), metric('auroc', 'AUROC', false)];

/**
 * The measures of a list such as `auroc,worst-group accuracy`.
 *
 * @throws E_OPTION if the record has no such measure of whole test sets
 */
export function metricsOf(summary: Pick<Summary, 'methods'>, list: string): Metric[] {
  const known = [
    ...new Set(
      Object.values(summary.methods).flatMap(({ rows }) =>
        rows.flatMap(({ measure, factor, probe, group }) =>
          (factor ?? probe ?? group) === undefined ? measure : [],
        ),
      ),
    ),
  ];
  return list.split(',').map((part) => {
    const name = part.trim();
    if (known.includes(name)) return metric(name);
    throw new MimmxError(
      'E_OPTION',
      `--metrics: the record has no measure "${name}". ${suggest(name, known)}`,
    );
  });
}
