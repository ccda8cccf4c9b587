import { z } from 'zod';
import type { Checkpoint, TrialResult } from '../../trial/store.ts';
import { npyHeader } from '../npy.ts';
import { openSealed, type SealedFiles, type SealedLabel, writeSealed } from '../sealed-folder.ts';
import { checkRecord, sealJson, unsealJson } from '../sealed-json.ts';
import { readVariables, type SealedLines, variableFiles } from './checkpoint.ts';
import { bytesOf, columnFiles, describeSet, readColumns, setSchema } from './columns-file.ts';

const FORMAT = 1;

// zod's own number is a finite one; a measure may come out as anything.
const number = z.custom<number>((value) => typeof value === 'number');
const count = z.number().int().nonnegative();

const stateSchema = z.object({
  format: z.literal(FORMAT),
  lines: z.object({ bytes: count, sha256: z.string() }),
  /** The weights that were judged. */
  weights: z.object({ step: count, state: z.unknown() }),
});

const rowSchema = z.object({
  set: z.string(),
  measure: z.string(),
  factor: z.string().exactOptional(),
  probe: z.string().exactOptional(),
  group: z.string().exactOptional(),
  value: number.nullable(),
  low: number.nullable(),
  high: number.nullable(),
  count,
  note: z.string().exactOptional(),
});

const resultSchema = z.object({
  format: z.literal(FORMAT),
  id: z.string(),
  tags: z.object({ method: z.string(), seed: number }).catchall(z.union([z.string(), number])),
  plugin: z.string(),
  settings: z.record(z.string(), z.unknown()),
  rows: z.array(rowSchema),
  selected: z.object({ rule: z.string(), step: count, value: number.nullable() }),
  timing: z.object({ updateMs: number, trainingSeconds: number, waitingSeconds: number }),
  notes: z.array(z.string()),
  provenance: z
    .object({
      data: z.string(),
      versions: z.record(z.string(), z.string()),
      backend: z.string().nullable(),
    })
    .exactOptional(),
  sets: z.array(setSchema),
  features: z.object({ set: z.string(), rows: count, width: count }).nullable(),
});

/** Writes result and judged weights as one. The folder's folder has to be there. */
export function writeResult(
  path: string,
  { predictions, features, ...result }: TrialResult,
  weights: Checkpoint,
  lines: SealedLines,
): Promise<void> {
  const sets = predictions.map(describeSet);
  const rows = features && features.width > 0 ? features.values.length / features.width : 0;
  const shape = features ? { set: features.set, rows, width: features.width } : null;
  const { step, state, variables } = weights;
  return writeSealed(
    path,
    { format: FORMAT, lines, weights: { step, state } },
    {
      'result.json': sealJson({ format: FORMAT, ...result, sets, features: shape }),
      ...columnFiles(predictions),
      ...(features
        ? {
            'features.npy': (function* () {
              yield npyHeader([rows, features.width], 'Float32Array');
              yield* bytesOf(features.values);
            })(),
          }
        : {}),
      ...variableFiles(variables),
    },
    { parents: false },
  );
}

/** A finished trial, of which nothing but the description was read yet. */
export interface KeptResult {
  readonly lines: SealedLines;
  result(): Promise<TrialResult>;
  weights(): Promise<Checkpoint>;
}

/** Opens what {@link writeResult} wrote; null if there is none. @throws E_CHECKPOINT, later, too */
export async function openResult(path: string, label: SealedLabel): Promise<KeptResult | null> {
  const folder = await openSealed(path, label);
  if (!folder) return null;
  const { lines, weights } = checkRecord(stateSchema, folder.state, FORMAT, 'state.json', folder.damaged);
  return {
    lines,
    weights: async () => ({ ...weights, variables: await readVariables(folder) }),
    result: () => readResult(folder),
  };
}

async function readResult(folder: SealedFiles): Promise<TrialResult> {
  const text = new TextDecoder().decode(await folder.read('result.json'));
  const parsed = unsealJson(text, 'result.json', (what) => folder.damaged(what));
  const checked = checkRecord(resultSchema, parsed, FORMAT, 'result.json', folder.damaged);
  const { format: _, sets, features, ...result } = checked;
  return {
    ...result,
    predictions: await readColumns(folder, sets),
    features:
      features &&
      (await folder.stream('features.npy', async (reader) => {
        const { set, rows, width } = features;
        const header = npyHeader([rows, width], 'Float32Array');
        const there = await reader.fill(new Uint8Array(Math.min(header.length, reader.bytes)));
        if (Buffer.compare(header, there) !== 0 || reader.bytes !== header.length + 4 * rows * width) {
          throw folder.damaged('features.npy is not the matrix that result.json says');
        }
        return { set, width, values: await reader.fill(new Float32Array(rows * width)) };
      })),
  };
}
