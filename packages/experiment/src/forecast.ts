import { type Backend, isMimmxError, Random, type Registry } from '@mimmx/core';
import { buildMethod, methodData } from './trial/build-method.ts';
import type { DataPool } from './trial/data-pool.ts';
import type { Trial } from './trial/trial.ts';

/** What one training will take. */
export interface Forecast {
  readonly method: string;
  /** Seconds of one update of the trial's batch size. */
  readonly updateSeconds: number;
  /** Seconds before the first update: tracing and compiling. */
  readonly startSeconds: number;
  /** Memory of the process at its peak, in bytes; null if there is nothing to measure it by. */
  readonly bytes: number | null;
  /** How much of it each row of a batch takes. */
  readonly rowBytes: number;
}

/** What a forecast needs. */
export interface ForecastSetting {
  readonly registry: Registry;
  /** Set up already: its engine is the current one. */
  readonly backend: Backend;
  readonly data: DataPool;
  /** Bytes that the process holds now. */
  readonly memory?: () => number;
  /** Milliseconds. */
  readonly now?: () => number;
}

/** Rows of the smaller of the two batches that are tried; the other has twice as many. */
const FEW = 16;

/**
 * Measures two small batches, and reckons from them what the trial's own batch size takes, which may be too much to
 * try: time and memory grow in a straight line with the rows. The trial's weights and random state are not touched.
 * A batch that is hardly larger is measured as it is, and one that a method finds too small is doubled until it is not.
 *
 * @throws what data and plugins throw
 */
export async function forecast(trial: Trial, setting: ForecastSetting): Promise<Forecast> {
  const { batchSize, microBatch = batchSize } = trial.training;
  const tried = [await smallest(trial, batchSize <= 2 * FEW ? batchSize : FEW, setting)];
  const twice = 2 * tried[0]!.rows;
  if (twice < batchSize) tried.push(await tryOut(trial, twice, setting));
  const [first, last] = [tried[0]!, tried.at(-1)!];
  const beyond = batchSize - last.rows;
  const slope = (of: (one: Tried) => number) =>
    last === first ? 0 : Math.max(0, of(last) - of(first)) / (last.rows - first.rows);
  const rowBytes = slope(({ bytes }) => bytes);
  // Parts that are larger than what was tried: memory grows up to them, and the encoder is passed forwards once more.
  const inParts = microBatch < batchSize && microBatch >= last.rows;
  const seconds = last.seconds + beyond * slope((one) => one.seconds);
  return {
    method: trial.tags.method,
    updateSeconds: inParts ? seconds * AGAIN : seconds,
    startSeconds: last.start,
    bytes: setting.memory ? last.bytes + (inParts ? microBatch - last.rows : beyond) * rowBytes : null,
    rowBytes,
  };
}

/** Forwards twice and backwards once, by forwards and backwards once; backwards takes twice as long as forwards. */
const AGAIN = 4 / 3;

interface Tried {
  readonly rows: number;
  readonly start: number;
  readonly seconds: number;
  readonly bytes: number;
}

/** The first batch from so many rows on that the method takes. @throws what it says of the trial's own batch size */
async function smallest(trial: Trial, rows: number, setting: ForecastSetting): Promise<Tried> {
  const { batchSize } = trial.training;
  for (let some = Math.min(rows, batchSize); ; some = Math.min(2 * some, batchSize)) {
    try {
      return await tryOut(trial, some, setting);
    } catch (error) {
      if (some === batchSize || !isMimmxError(error)) throw error;
    }
  }
}

/** Updates that are timed after the first, which compiles. */
const TIMED = 2;

async function tryOut(trial: Trial, rows: number, setting: ForecastSetting): Promise<Tried> {
  const { memory = () => 0, now = () => performance.now() } = setting;
  const opened = await setting.data.open(trial);
  const small = { ...trial, training: { ...trial.training, batchSize: rows } };
  const data = methodData(small, opened, new Random(0));
  const began = now();
  const method = buildMethod(small, setting, opened, data, new Random(0));
  try {
    await method.update();
    const compiled = now();
    for (let i = 0; i < TIMED; i++) await method.update();
    const seconds = (now() - compiled) / 1000 / TIMED;
    return { rows, start: (compiled - began) / 1000, seconds, bytes: memory() };
  } finally {
    method.dispose();
  }
}
