import type { SavedTensor } from '@mimmx/core';
import { z } from 'zod';
import type { Checkpoint } from '../../trial/store.ts';
import { openSealed, type SealedFiles, type SealedLabel, writeSealed } from '../sealed-folder.ts';
import { checkRecord } from '../sealed-json.ts';

const FORMAT = 2;
/** Bytes that one tensor may have: eight thousand million parameters are not trained here. */
const MOST_BYTES = 32 * 2 ** 30;
const BYTES = { float32: 4, int32: 4, bool: 1 } as const;

const count = z.number().int().nonnegative();

/** How far the lines of a trial go that belong to a checkpoint. */
const sealedLines = z.object({ bytes: count, sha256: z.string() });
export type SealedLines = z.infer<typeof sealedLines>;

const stateSchema = z.object({
  format: z.literal(FORMAT),
  step: count,
  attempt: count,
  lines: sealedLines,
  state: z.unknown(),
});

// The manifest of TensorFlow.js, which `tf.io.decodeWeights` reads, too.
const manifestSchema = z.object({
  format: z.literal('mimmx-checkpoint'),
  weightsManifest: z.tuple([
    z.object({
      paths: z.tuple([z.literal('weights.bin')]),
      weights: z.array(
        z.object({
          name: z.string(),
          shape: z.array(count).max(8),
          dtype: z.enum(['float32', 'int32', 'bool']),
        }),
      ),
    }),
  ]),
});

/** A checkpoint as it lies in a working folder. */
export interface KeptCheckpoint {
  readonly checkpoint: Checkpoint;
  readonly lines: SealedLines;
}

/** `model.json` and `weights.bin`: the variables as TensorFlow.js lays them out. */
export const variableFiles = (variables: Checkpoint['variables']) => ({
  'model.json': `${JSON.stringify({
    format: 'mimmx-checkpoint',
    weightsManifest: [
      {
        paths: ['weights.bin'],
        weights: Object.entries(variables).map(([name, { shape, dtype }]) => ({ name, shape, dtype })),
      },
    ],
  })}\n`,
  'weights.bin': Object.values(variables).map(
    ({ values }) => new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
  ),
});

/** Reads what {@link variableFiles} wrote. @throws E_CHECKPOINT */
export async function readVariables(folder: SealedFiles): Promise<Checkpoint['variables']> {
  const text = new TextDecoder().decode(await folder.read('model.json'));
  const checked = manifestSchema.safeParse(parse(text));
  if (!checked.success) throw folder.damaged('model.json is not a manifest of weights');
  const [{ weights }] = checked.data.weightsManifest;
  return folder.stream('weights.bin', async (reader) => {
    const variables: [string, SavedTensor][] = [];
    for (const { name, shape, dtype } of weights) {
      const length = shape.reduce((a, b) => a * b, 1);
      // Before memory is taken for it: a manifest may ask for anything.
      if (length * BYTES[dtype] > Math.min(reader.bytes, MOST_BYTES)) {
        throw folder.damaged(`weights.bin is shorter than "${name}" of model.json`);
      }
      const values = await reader.fill(
        dtype === 'float32'
          ? new Float32Array(length)
          : dtype === 'int32'
            ? new Int32Array(length)
            : new Uint8Array(length),
      );
      variables.push([name, { shape, dtype, values }]);
    }
    return Object.fromEntries(variables);
  });
}

/** Replaces a checkpoint as one. Its folder's folder has to be there. */
export const writeCheckpoint = (
  path: string,
  { step, variables, state }: Checkpoint,
  attempt: number,
  lines: SealedLines,
): Promise<void> =>
  writeSealed(path, { format: FORMAT, step, attempt, lines, state }, variableFiles(variables), {
    parents: false,
  });

/** Reads a checkpoint; null if there is none. @throws E_CHECKPOINT */
export async function readCheckpoint(path: string, label: SealedLabel): Promise<KeptCheckpoint | null> {
  const folder = await openSealed(path, label);
  if (!folder) return null;
  const { step, state, lines } = checkState(folder);
  return { checkpoint: { step, variables: await readVariables(folder), state }, lines };
}

/** The attempt that saved a checkpoint; 0 if there is none or it cannot be read. */
export async function attemptOf(path: string, label: SealedLabel): Promise<number> {
  const folder = await openSealed(path, label).catch(() => null);
  const checked = stateSchema.safeParse(folder?.state);
  return checked.success ? checked.data.attempt : 0;
}

const checkState = (folder: SealedFiles) =>
  checkRecord(stateSchema, folder.state, FORMAT, 'state.json', folder.damaged);

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};
