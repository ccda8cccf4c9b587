import { freemem } from 'node:os';
import { MimmxError } from '@mimmx/core';
import { type Forecast, forecast, type Trial, type TrialResult, type TrialSetting } from '@mimmx/experiment';
import { log } from '../log.ts';

/** Pixels of one batch from which a forecast is worth its half minute. */
const LARGE = 1 << 20;

type RunTrials = (trials: readonly Trial[], setting: TrialSetting) => Promise<readonly TrialResult[]>;

/** Bytes that this process may still take. */
const available = (): number => {
  const { availableMemory } = process as { availableMemory?: () => number };
  return availableMemory?.call(process) ?? freemem();
};

/**
 * The same runner, which first measures two small batches of every method where batches are large, says how long and
 * how much memory it will take, and refuses what cannot fit, before an hour is spent.
 *
 * @param jobs trainings at a time, each of which takes as much
 */
export function withForecast(run: RunTrials, jobs: number): RunTrials {
  return async (trials, setting) => {
    const left = [];
    for (const trial of trials) if ((await setting.store.state(trial.id)).kind !== 'done') left.push(trial);
    const [first] = left;
    if (!first) return run(trials, setting);
    const { images } = await setting.data.open(first);
    if (first.training.batchSize * images.size < LARGE) return run(trials, setting);
    log.info('Large batches: measuring two small ones of each method, to say what training will take');
    const forecasts: Forecast[] = [];
    for (const trial of left.filter(({ seed }) => seed === first.seed)) {
      const measured = { ...setting, memory: () => process.memoryUsage.rss() };
      await forecast(trial, measured)
        .then((one) => forecasts.push(one))
        // Training says it better, and may do where a small batch does not.
        .catch((error: Error) => log.warn(`No forecast for ${trial.tags.method}: ${error.message}`));
    }
    if (forecasts.length === 0) return run(trials, setting);
    const need = needOf(forecasts, jobs);
    log.info(describeForecast(left, forecasts, need));
    refuseWhatCannotFit(first, forecasts, { need, jobs, there: available() + process.memoryUsage.rss() });
    return run(trials, setting);
  };
}

/** Bytes of so many trainings at a time, the largest ones. */
function needOf(forecasts: readonly Forecast[], jobs: number): number {
  const most = Math.max(...forecasts.map(({ bytes }) => bytes ?? 0));
  return most * jobs;
}

/** What is told of forecasts: time in all and by method, memory. */
export function describeForecast(
  trials: readonly Trial[],
  forecasts: readonly Forecast[],
  need: number,
): string {
  const seconds = (one: Forecast) =>
    trials
      .filter(({ tags }) => tags.method === one.method)
      .reduce((sum, { training }) => sum + one.startSeconds + training.updates * one.updateSeconds, 0);
  const all = forecasts.reduce((sum, one) => sum + seconds(one), 0);
  const each = forecasts.map((one) => `${one.method} ${duration(seconds(one))}`).join(', ');
  return `Training will take about ${duration(all)} (${each}) and ${gigabytes(need)} of memory`;
}

interface Fit {
  readonly need: number;
  readonly jobs: number;
  readonly there: number;
}

/** @throws E_MEMORY with what would fit */
export function refuseWhatCannotFit(
  { training }: Pick<Trial, 'training'>,
  forecasts: readonly Forecast[],
  { need, jobs, there }: Fit,
): void {
  if (need <= there) return;
  const most = forecasts.reduce((a, b) => ((b.bytes ?? 0) > (a.bytes ?? 0) ? b : a));
  const fixed = (most.bytes ?? 0) - most.rowBytes * (training.microBatch ?? training.batchSize);
  const rows = Math.floor((there - fixed) / most.rowBytes);
  const smaller = 2 ** Math.floor(Math.log2(Math.max(1, rows)));
  const fewer = smaller < (training.microBatch ?? training.batchSize);
  const advice =
    jobs > 1 && need / jobs <= there
      ? 'Give --jobs 1.'
      : smaller >= 8 && fewer
        ? `Give --jobs 1 --set training.microBatch=${smaller} (the same batch in parts), a smaller training.batchSize, or smaller images.`
        : 'Give smaller images or a smaller encoder.';
  throw new MimmxError(
    'E_MEMORY',
    `"${most.method}" with batches of ${training.batchSize} takes about ${gigabytes(need)} of memory${jobs > 1 ? ` in ${jobs} processes` : ''}, and ${gigabytes(there)} are there. ${advice} --no-forecast trains all the same.`,
  );
}

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(bytes < 1e10 ? 1 : 0)} GB`;

/** `40 s`, `12 min`, `5 h 10 min`, `3 days`. */
export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `${minutes} min`;
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  return `${Math.round(minutes / 60 / 24)} days`;
}
