import { readFile } from 'node:fs/promises';
import { MimmxError } from '@mimmx/core';
import { isMissing, parseCsv, storageError, textOfCell } from '@mimmx/data/files';
import type { Environment, FeatureBlock, MetricLine, Prediction, Summary } from '../record.ts';
import { parseLines } from './checkpoint-files.ts';
import { decodeNpy } from './npy.ts';
import { recordedConfig } from './run-folder.ts';
import { runPaths } from './run-paths.ts';

/** A finished run as its folder tells it. */
export interface RunRecord {
  /** Absolute path of the folder. */
  readonly path: string;
  readonly config: unknown;
  readonly environment: Environment;
  readonly summary: Summary;
  readonly metrics: readonly MetricLine[];
  /** f_y of the balanced test set under each method and seed. */
  readonly features: readonly FeatureBlock[];
  readonly predictions: readonly Prediction[];
}

/**
 * Reads a finished run.
 *
 * @throws E_NOT_A_RUN, E_RUN_UNFINISHED, E_RUN_DAMAGED if a file of the record is missing or cannot be read
 */
export async function readRun(path: string): Promise<RunRecord> {
  const paths = runPaths(path);
  const config = await recordedConfig(path);
  if (config === null) {
    throw new MimmxError(
      'E_NOT_A_RUN',
      `${path} is not a run folder: there is nothing in it. Give the folder of a finished run.`,
    );
  }
  const bytes = (file: string) =>
    readFile(file).catch((error) => {
      if (!isMissing(error)) throw storageError(error, 'read', file);
      if (file === paths.summary) {
        throw new MimmxError(
          'E_RUN_UNFINISHED',
          `Run ${path} is not finished: it has no summary.json. Continue it with --resume.`,
        );
      }
      throw new MimmxError(
        'E_RUN_DAMAGED',
        `Run ${path} is damaged: ${file} is missing. Continue it with --resume to write it again.`,
      );
    });
  const parsed = async <T>(file: string, parse: (content: Buffer) => T): Promise<T> => {
    const content = await bytes(file);
    try {
      return parse(content);
    } catch (error) {
      throw new MimmxError(
        'E_RUN_DAMAGED',
        `Run ${path} is damaged: ${file} cannot be read. Continue it with --resume to write it again.`,
        { cause: error },
      );
    }
  };
  const json = (content: Buffer) => JSON.parse(content.toString());
  const summary: Summary = await parsed(paths.summary, json);
  const matrix = await parsed(paths.features, decodeNpy);
  return {
    path: paths.root,
    config,
    summary,
    environment: await parsed(paths.environment, json),
    metrics: await parsed(paths.metrics, (content) => metricLines(content.toString())),
    predictions: await parsed(paths.predictions, (content) => predictionsOf(summary, content.toString())),
    features: await parsed(paths.featuresIndex, (content) =>
      featureBlocks(
        summary,
        parseCsv(content.toString())
          .slice(1)
          .map((cells) => cells.map(textOfCell)),
        matrix.values as Float32Array,
        matrix.shape[1] ?? 0,
      ),
    ),
  };
}

/** JSON writes NaN as null. */
const metricLines = (content: string): MetricLine[] =>
  parseLines<MetricLine>(content).map((line) => ({
    ...line,
    values: Object.fromEntries(
      Object.entries(line.values).map(([name, value]) => [name, value ?? Number.NaN]),
    ),
  }));

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
