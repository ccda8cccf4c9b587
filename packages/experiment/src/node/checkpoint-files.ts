import type { Checkpoint, FeatureBlock, JobResult, MetricLine } from '../record.ts';
import { parseExact, stringifyExact } from './exact-json.ts';
import { decodeNpy, encodeNpy } from './npy.ts';
import { readSealed, type SealedFolder, writeSealed } from './sealed-folder.ts';
import { decodeWeights, encodeWeights, type WeightsManifest } from './weights-file.ts';

/** What the folder of one job holds: its last checkpoint with the metrics so far and, once finished, its result. */
export interface JobFolder {
  readonly checkpoint: Checkpoint;
  readonly metrics: MetricLine[];
  readonly result: JobResult | null;
}

type StoredFeatures = Omit<FeatureBlock, 'values' | 'y' | 'z'> & {
  readonly y: readonly number[];
  readonly z: readonly { readonly continuous: boolean; readonly values: readonly number[] }[];
};
type StoredResult = Omit<JobResult, 'features' | 'metrics'> & { readonly features: StoredFeatures };

const text = (content: Uint8Array | undefined): string => new TextDecoder().decode(content);

/** One JSON value per line. */
export const jsonLines = (lines: readonly unknown[]): string =>
  lines.map((line) => `${stringifyExact(line)}\n`).join('');

/** Reads what {@link jsonLines} wrote. */
export const parseLines = <T>(content: string): T[] =>
  content
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => parseExact(line) as T);

/** Writes the folder of a job as one. */
export async function writeJob(path: string, job: JobFolder): Promise<void> {
  const { variables, ...state } = job.checkpoint;
  const { manifest, bytes } = encodeWeights(variables);
  const files: Record<string, string | Uint8Array> = {
    'model.json': `${JSON.stringify(manifest, null, 1)}\n`,
    'weights.bin': bytes,
    'metrics.jsonl': jsonLines(job.metrics),
  };
  if (job.result) {
    const { metrics: _, features, ...rest } = job.result;
    const { values, y, z, ...block } = features;
    const stored: StoredResult = {
      ...rest,
      features: {
        ...block,
        y: [...y],
        z: z.map((column) => ({ continuous: column instanceof Float32Array, values: [...column] })),
      },
    };
    files['job.json'] = stringifyExact(stored);
    files['features.npy'] = encodeNpy({ shape: [block.ids.length, block.width], values });
  }
  await writeSealed(path, { format: 1, ...state }, files);
}

/** Reads the folder of a job; null if there is none. @throws E_CHECKPOINT if it is damaged */
export async function readJob(path: string): Promise<JobFolder | null> {
  const folder = await readSealed(path);
  if (!folder) return null;
  const { format: _, ...state } = folder.state;
  const manifest = JSON.parse(text(folder.files['model.json'])) as WeightsManifest;
  const variables = decodeWeights(manifest, folder.files['weights.bin'] ?? new Uint8Array());
  const metrics = parseLines<MetricLine>(text(folder.files['metrics.jsonl']));
  return {
    checkpoint: { ...(state as unknown as Omit<Checkpoint, 'variables'>), variables },
    metrics,
    result: folder.files['job.json'] ? readResult(folder, metrics) : null,
  };
}

function readResult({ files }: SealedFolder, metrics: MetricLine[]): JobResult {
  const { features, ...rest } = parseExact(text(files['job.json'])) as StoredResult;
  const { values } = decodeNpy(files['features.npy'] ?? new Uint8Array());
  return {
    ...rest,
    metrics,
    features: {
      ...features,
      values: values as Float32Array,
      y: Int32Array.from(features.y),
      z: features.z.map((column) =>
        column.continuous ? Float32Array.from(column.values) : Int32Array.from(column.values),
      ),
    },
  };
}
