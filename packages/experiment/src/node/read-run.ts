import { isMimmxError, MimmxError } from '@mimmx/core';
import { ZodError } from 'zod';
import type { Environment, FeatureBlock, MetricLine, Prediction, Summary } from '../record.ts';
import { parseExact } from './exact-json.ts';
import { decodeNpy } from './npy.ts';
import { openRecord } from './run/index.ts';
import { changesOf } from './run/opening.ts';
import type { Provenance } from './run/provenance.ts';
import { checkLine, checkSummary } from './run/summary-schema.ts';
import { createSample, csvRecords, type Sample } from './run/table-rows.ts';

/** A finished run as its folder tells it. */
export interface RunRecord {
  /** Absolute path of the folder. */
  readonly path: string;
  readonly config: unknown;
  readonly environment: Environment;
  /** What its numbers hang on. */
  readonly provenance: Provenance;
  /** How it grew, and what was accepted that was not as at its beginning, in words. */
  readonly changes: readonly string[];
  readonly summary: Summary;
  readonly metrics: readonly MetricLine[];
  /** f_y of the balanced test set under each method and seed. */
  readonly features: readonly FeatureBlock[];
  readonly predictions: readonly Prediction[];
  /** How much of the rows of `predictions` and `features` was read, as a fraction: 1 but for very large test sets. */
  readonly share: number;
}

/** Rows of a table that are held at once; of larger ones a share. */
const MOST_ROWS = 500_000;

/** Version of `summary.json` that this reads. */
const SUMMARY_FORMAT = 2;

/**
 * Reads a finished run.
 *
 * @throws E_NOT_A_RUN, E_RUN_FORMAT, E_RUN_UNFINISHED, E_RUN_DAMAGED if a file of the record is missing, was altered or
 *   cannot be read
 */
export async function readRun(path: string): Promise<RunRecord> {
  const files = await openRecord(path);
  const damaged = (name: string, cause: unknown) =>
    new MimmxError(
      'E_RUN_DAMAGED',
      `Run ${path} is damaged: ${name} cannot be read${whereOf(cause)}. Continue it with --resume to write it again.`,
      { cause },
    );
  const parsed = async <T>(name: string, parse: (content: Uint8Array) => T): Promise<T> => {
    const content = await files.read(name);
    try {
      return parse(content);
    } catch (error) {
      throw damaged(name, error);
    }
  };
  const text = (content: Uint8Array) => new TextDecoder().decode(content);
  const rowsOf = async <Row>(
    name: string,
    sample: Sample<Row>,
    rowOf: (cells: string[], at: number) => Row,
  ) =>
    files.stream(name, async (reader) => {
      let at = -1;
      try {
        for await (const cells of csvRecords(reader.pieces())) {
          if (at >= 0) sample.add(rowOf(cells, at));
          at++;
        }
      } catch (error) {
        throw isMimmxError(error, 'E_RUN_DAMAGED') ? error : damaged(name, error);
      }
      return sample;
    });
  const parsedSummary = await parsed('summary.json', (content) => parseExact(text(content)));
  const { format } = (parsedSummary ?? {}) as { format?: unknown };
  if (format !== SUMMARY_FORMAT) {
    throw new MimmxError(
      'E_RUN_FORMAT',
      `Run ${path} has a summary of format ${format}, and this version reads ${SUMMARY_FORMAT}. Use the version that wrote it: ${files.opening.environment.versions['@mimmx/core'] ?? 'unknown'}.`,
    );
  }
  const summary = await parsed('summary.json', () => checkSummary(parsedSummary));
  const predictions = await rowsOf(
    'predictions.csv',
    createSample<Prediction>(MOST_ROWS, ({ patient }) => patient),
    predictionOf(summary),
  );
  const rows = await rowsOf(
    'features.csv',
    createSample<FeatureRow>(MOST_ROWS, ({ cells: [id = ''] }) => id),
    (cells, at): FeatureRow => ({ cells, at }),
  );
  const matrix = await parsed('features.npy', decodeNpy);
  const shares = [predictions.share, rows.share].filter((share) => share < 1);
  return {
    path: files.path,
    config: files.opening.config,
    environment: files.opening.environment,
    provenance: files.opening.provenance,
    changes: await changesOf(files.path),
    summary,
    metrics: await parsed('metrics.jsonl', (content) =>
      text(content)
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => checkLine(parseExact(line))),
    ),
    predictions: predictions.rows,
    features: await parsed('features.csv', () =>
      featureBlocks(summary, rows.rows, matrix.values as Float32Array, matrix.shape[1] ?? 0),
    ),
    share: Math.min(1, ...shares),
  };
}

/** Which entry a schema refused, as far as it says so. */
const whereOf = (cause: unknown): string => {
  const [issue] = cause instanceof ZodError ? cause.issues : [];
  return issue ? ` (unexpected "${issue.path.map(String).join('.').slice(0, 100)}")` : '';
};

/** A row of `features.csv`, and which row of the matrix it is. */
interface FeatureRow {
  readonly cells: readonly string[];
  readonly at: number;
}

const predictionOf =
  ({ task }: Summary) =>
  ([id = '', patient = '', shift = '', method = '', seed, y = '', ...rest]: string[]): Prediction => ({
    id,
    patient,
    shift,
    method,
    seed: Number(seed),
    y,
    z: rest.slice(0, task.z.length),
    probabilities: rest.slice(task.z.length).map(Number),
  });
/** Cuts the matrix into its blocks again: rows of one method and seed follow each other. */
function featureBlocks(
  { task }: Summary,
  rows: readonly FeatureRow[],
  values: Float32Array,
  stride: number,
): FeatureBlock[] {
  const blocks: FeatureBlock[] = [];
  for (let start = 0; start < rows.length; ) {
    const [, method = '', seed = ''] = rows[start]?.cells ?? [];
    let end = start;
    while (end < rows.length && rows[end]?.cells[1] === method && rows[end]?.cells[2] === seed) end++;
    if (end === start) end++;
    const part = rows.slice(start, end);
    const width = Number(part[0]?.cells.at(-1));
    if (!Number.isInteger(width) || width < 0 || width > stride) throw new Error('a width that is none');
    const features = new Float32Array(part.length * width);
    for (let i = 0; i < part.length; i++) {
      const from = part[i]!.at * stride;
      features.set(values.subarray(from, from + width), i * width);
    }
    const column = (index: number) => part.map(({ cells }) => Number(cells[index]));
    blocks.push({
      method,
      seed: Number(seed),
      width,
      values: features,
      ids: part.map(({ cells: [id = ''] }) => id),
      y: Int32Array.from(column(3)),
      z: task.z.map((factor, i) =>
        factor.kind === 'continuous' ? Float32Array.from(column(4 + i)) : Int32Array.from(column(4 + i)),
      ),
    });
    start = end;
  }
  return blocks;
}
