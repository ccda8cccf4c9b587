import { MimmxError } from '@mimmx/core';
import { parseCsv, textOfCell } from '@mimmx/data/files';
import type { Environment, FeatureBlock, MetricLine, Prediction, Summary } from '../record.ts';
import { parseExact } from './exact-json.ts';
import { decodeNpy } from './npy.ts';
import { openRecord } from './run/index.ts';
import { changesOf } from './run/opening.ts';
import type { Provenance } from './run/provenance.ts';

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
}

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
  const parsed = async <T>(name: string, parse: (content: Uint8Array) => T): Promise<T> => {
    const content = await files.read(name);
    try {
      return parse(content);
    } catch (error) {
      throw new MimmxError(
        'E_RUN_DAMAGED',
        `Run ${path} is damaged: ${name} cannot be read. Continue it with --resume to write it again.`,
        { cause: error },
      );
    }
  };
  const text = (content: Uint8Array) => new TextDecoder().decode(content);
  const summary = await parsed('summary.json', (content) => parseExact(text(content)) as Summary);
  if (summary.format !== SUMMARY_FORMAT) {
    throw new MimmxError(
      'E_RUN_FORMAT',
      `Run ${path} has a summary of format ${summary.format}, and this version reads ${SUMMARY_FORMAT}. Use the version that wrote it: ${files.opening.environment.versions['@mimmx/core'] ?? 'unknown'}.`,
    );
  }
  const matrix = await parsed('features.npy', decodeNpy);
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
        .map((line) => parseExact(line) as MetricLine),
    ),
    predictions: await parsed('predictions.csv', (content) => predictionsOf(summary, text(content))),
    features: await parsed('features.csv', (content) =>
      featureBlocks(
        summary,
        parseCsv(text(content))
          .slice(1)
          .map((cells) => cells.map(textOfCell)),
        matrix.values as Float32Array,
        matrix.shape[1] ?? 0,
      ),
    ),
  };
}

const predictionsOf = ({ task }: Summary, content: string): Prediction[] =>
  parseCsv(content)
    .slice(1)
    .map((cells) => cells.map(textOfCell))
    .map(([id = '', patient = '', shift = '', method = '', seed, y = '', ...rest]) => ({
      id,
      patient,
      shift,
      method,
      seed: Number(seed),
      y,
      z: rest.slice(0, task.z.length),
      probabilities: rest.slice(task.z.length).map(Number),
    }));

/** Cuts the matrix into its blocks again: rows of one method and seed follow each other. */
function featureBlocks(
  { task }: Summary,
  rows: readonly string[][],
  values: Float32Array,
  stride: number,
): FeatureBlock[] {
  const blocks: FeatureBlock[] = [];
  for (let start = 0; start < rows.length; ) {
    const [, method = '', seed = ''] = rows[start] ?? [];
    let end = start;
    while (end < rows.length && rows[end]?.[1] === method && rows[end]?.[2] === seed) end++;
    const part = rows.slice(start, end);
    const width = Number(part[0]?.at(-1));
    const features = new Float32Array(part.length * width);
    for (let i = 0; i < part.length; i++) {
      features.set(values.subarray((start + i) * stride, (start + i) * stride + width), i * width);
    }
    const column = (index: number) => part.map((row) => Number(row[index]));
    blocks.push({
      method,
      seed: Number(seed),
      width,
      values: features,
      ids: part.map(([id = '']) => id),
      y: Int32Array.from(column(3)),
      z: task.z.map((factor, i) =>
        factor.kind === 'continuous' ? Float32Array.from(column(4 + i)) : Int32Array.from(column(4 + i)),
      ),
    });
    start = end;
  }
  return blocks;
}
