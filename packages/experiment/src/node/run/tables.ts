import type { Factor } from '@mimmx/core';
import { csvLine } from '@mimmx/data/files';
import type { Predictions, TrialResult, TrialStore } from '../../trial/store.ts';
import type { Trial } from '../../trial/trial.ts';
import { stringifyExact } from '../exact-json.ts';

/** What the columns of the tables are called and mean. */
export interface TableTask {
  readonly y: Factor;
  readonly z: readonly Factor[];
}

type Tagged = Pick<Trial, 'id' | 'tags'>;
/** What a cell of a table is made of. */
export type TableValue = string | number;

/** Tags besides method and seed, in the order in which they occur first. */
export const axesOf = (trials: readonly Tagged[]): string[] => [
  ...new Set(
    trials.flatMap(({ tags }) => Object.keys(tags).filter((name) => name !== 'method' && name !== 'seed')),
  ),
];

/** Method, seed, and the tags of the axes. */
export const tagsOf = (tags: Tagged['tags'], axes: readonly string[]): TableValue[] => [
  tags.method,
  tags.seed,
  ...axes.map((name) => tags[name] ?? ''),
];

/** Lines of about 64 kB, so that a long table is written in few calls. */
async function* inPieces(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let piece = '';
  for await (const line of lines) {
    piece += line;
    if (piece.length <= 65_536) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}

/** A piece of lines for each step of a synchronous walk: waiting for every row would take longer than writing it. */
export function* grouped(rows: Iterable<readonly TableValue[]>): Generator<string> {
  let piece = '';
  for (const row of rows) {
    piece += csvLine(row);
    if (piece.length <= 65_536) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}

/** `metrics.jsonl`: the lines of all trials with method and seed in front, and further tags if there are some. */
export async function* metricLines(
  trials: readonly Tagged[],
  axes: readonly string[],
  store: Pick<TrialStore, 'lines'>,
): AsyncGenerator<string> {
  async function* lines() {
    for (const { id, tags } of trials) {
      const { method, seed } = tags;
      const more =
        axes.length > 0 ? { tags: Object.fromEntries(axes.map((name) => [name, tags[name]])) } : {};
      for (const { step, kind, values } of await store.lines(id)) {
        yield `${stringifyExact({ method, seed, ...more, step, kind, values })}\n`;
      }
    }
  }
  yield* inPieces(lines());
}

/** A class by its label, a number as it is, nothing where it is missing. */
const cellOf = (factor: Factor, value: number): TableValue => {
  if (factor.kind === 'continuous') return Number.isNaN(value) ? '' : value;
  return value < 0 ? '' : (factor.labels[value] ?? String(value));
};

/**
 * `predictions.csv`: one row per image, set and trial. Columns of factors carry their names; then come the
 * probabilities of the classes of y, or its predicted value.
 */
export async function* predictionsCsv(
  task: TableTask,
  axes: readonly string[],
  results: AsyncIterable<TrialResult>,
  sets?: readonly string[],
): AsyncGenerator<string> {
  const outputs = task.y.kind === 'categorical' ? task.y.labels.map((label) => `p(${label})`) : ['predicted'];
  const factors = task.z.map(({ name }) => name);
  yield csvLine(['id', 'patient', 'shift', 'method', 'seed', ...axes, task.y.name, ...factors, ...outputs]);
  function* rowsOf(p: Predictions, tags: readonly TableValue[]): Generator<TableValue[]> {
    for (let i = 0; i < p.ids.length; i++) {
      const row: TableValue[] = [
        p.ids[i] ?? '',
        p.patients[i] ?? '',
        p.set,
        ...tags,
        cellOf(task.y, p.y[i] ?? -1),
      ];
      for (const [f, factor] of task.z.entries()) row.push(cellOf(factor, p.z[f]?.[i] ?? Number.NaN));
      for (let c = 0; c < p.columns; c++) row.push(p.values[i * p.columns + c] ?? Number.NaN);
      yield row;
    }
  }
  for await (const { predictions, tags } of results) {
    for (const p of predictions) {
      if (!sets || sets.includes(p.set)) yield* grouped(rowsOf(p, tagsOf(tags, axes)));
    }
  }
}
