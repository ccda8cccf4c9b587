import { z } from 'zod';
import type { Predictions } from '../../trial/store.ts';
import type { SealedFiles } from '../sealed-folder.ts';

const type = z.enum(['int32', 'float32']);
const count = z
  .number()
  .int()
  .nonnegative()
  .max(2 ** 31);

/** How the columns of one set lie in `columns.bin`: y, each z, then the values row by row, little-endian, 4 bytes each. */
export const setSchema = z.object({
  set: z.string(),
  rows: count,
  y: type,
  z: z.array(type),
  columns: count,
});
export type StoredSet = z.infer<typeof setSchema>;

const typeOf = (column: Int32Array | Float32Array): z.infer<typeof type> =>
  column instanceof Int32Array ? 'int32' : 'float32';
const arrayOf = (kind: z.infer<typeof type>, length: number) =>
  kind === 'int32' ? new Int32Array(length) : new Float32Array(length);

/** Values as bytes, in pieces that a hash takes. */
export function* bytesOf(values: Int32Array | Float32Array): Generator<Uint8Array> {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  for (let from = 0; from < bytes.length; from += PIECE) yield bytes.subarray(from, from + PIECE);
}
const PIECE = 4 * 2 ** 20;

export const describeSet = ({ set, ids, y, z, columns }: Predictions): StoredSet => ({
  set,
  rows: ids.length,
  y: typeOf(y),
  z: z.map(typeOf),
  columns,
});

/** `rows.jsonl`: image and patient of each row of each set, and `columns.bin`: the rest. A million rows take no more memory than one. */
export const columnFiles = (predictions: readonly Predictions[]) => ({
  'rows.jsonl': (function* () {
    let piece = '';
    for (const { ids, patients } of predictions) {
      for (let i = 0; i < ids.length; i++) {
        piece += `${JSON.stringify([ids[i], patients[i]])}\n`;
        if (piece.length > 65_536) {
          yield piece;
          piece = '';
        }
      }
    }
    yield piece;
  })(),
  'columns.bin': (function* () {
    for (const { y, z, values } of predictions) {
      for (const column of [y, ...z, values]) yield* bytesOf(column);
    }
  })(),
});

/** Reads what {@link columnFiles} wrote. @throws E_CHECKPOINT */
export async function readColumns(folder: SealedFiles, sets: readonly StoredSet[]): Promise<Predictions[]> {
  const rows = sets.reduce((sum, set) => sum + set.rows, 0);
  const names = await readNames(folder, rows);
  return folder.stream('columns.bin', async (reader) => {
    const bytes = sets.reduce((sum, set) => sum + 4 * set.rows * (1 + set.z.length + set.columns), 0);
    // Before memory is taken for them: a description may ask for anything.
    if (bytes !== reader.bytes) {
      throw folder.damaged(`columns.bin has ${reader.bytes} bytes where result.json asks for ${bytes}`);
    }
    const predictions: Predictions[] = [];
    let at = 0;
    for (const { set, rows: length, y, z, columns } of sets) {
      const ys = await reader.fill(arrayOf(y, length));
      const zs: (Int32Array | Float32Array)[] = [];
      for (const kind of z) zs.push(await reader.fill(arrayOf(kind, length)));
      predictions.push({
        set,
        ids: names.ids.slice(at, at + length),
        patients: names.patients.slice(at, at + length),
        y: ys,
        z: zs,
        values: await reader.fill(new Float32Array(length * columns)),
        columns,
      });
      at += length;
    }
    return predictions;
  });
}

async function readNames(folder: SealedFiles, rows: number): Promise<{ ids: string[]; patients: string[] }> {
  const ids: string[] = [];
  const patients: string[] = [];
  const wrong = () => folder.damaged('rows.jsonl is not what result.json says');
  const take = (line: string): void => {
    const pair = parse(line);
    if (!Array.isArray(pair) || typeof pair[0] !== 'string' || typeof pair[1] !== 'string') throw wrong();
    if (ids.length === rows) throw wrong();
    ids.push(pair[0]);
    patients.push(pair[1]);
  };
  await folder.stream('rows.jsonl', async (reader) => {
    const decoder = new TextDecoder();
    let rest = '';
    for await (const piece of reader.pieces()) {
      const lines = (rest + decoder.decode(piece, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      // Two names have at most some thousand letters.
      if (rest.length > MOST_LINE) throw wrong();
      lines.forEach(take);
    }
    if (rest !== '') throw wrong();
  });
  if (ids.length !== rows) throw wrong();
  return { ids, patients };
}
const MOST_LINE = 2 ** 20;

const parse = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
};
