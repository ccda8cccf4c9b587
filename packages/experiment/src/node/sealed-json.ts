import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { isMissing, storageError } from '@mimmx/data/files';
import { z } from 'zod';
import { parseExact, stringifyExact } from './exact-json.ts';
import { type Refuse, readPlain } from './plain-file.ts';

/** Bytes of a record in JSON; the largest, a result with thousands of measures, has a few. */
const MOST = 64 * 2 ** 20;

const checksumOf = (value: object): string =>
  createHash('sha256').update(stringifyExact(value)).digest('hex');

/** One line of JSON with a checksum of itself. */
export const sealJson = (value: object): string =>
  `${stringifyExact({ ...value, checksum: checksumOf(value) })}\n`;

/** Reads what {@link sealJson} made. @throws what `refuse` makes if a byte that matters was altered */
export function unsealJson(text: string, name: string, refuse: Refuse): Record<string, unknown> {
  let parsed: unknown;
  try {
    parsed = parseExact(text);
  } catch {
    throw refuse(`${name} is not JSON`);
  }
  if (typeof parsed !== 'object' || parsed === null) throw refuse(`${name} is not an object`);
  const { checksum, ...value } = parsed as Record<string, unknown>;
  if (checksum !== checksumOf(value)) throw refuse(`${name} does not match its checksum`);
  return value;
}

/** Reads a sealed JSON file; null if there is none. @throws what `refuse` makes, and errors of storage */
export async function readSealedJson(path: string, refuse: Refuse): Promise<Record<string, unknown> | null> {
  const name = basename(path);
  try {
    const content = await readPlain(path, MOST, (what) => refuse(`${name} ${what}`));
    return unsealJson(new TextDecoder().decode(content), name, refuse);
  } catch (error) {
    if (isMissing(error)) return null;
    throw storageError(error, 'read', path);
  }
}

/**
 * Holds a record against its schema, the number of its format first: of a newer one nothing else is known.
 *
 * @param format the one that this version writes
 */
export function checkRecord<T>(
  schema: z.ZodType<T>,
  value: unknown,
  format: number,
  name: string,
  refuse: Refuse,
): T {
  const known = z.looseObject({ format: z.number().int() }).safeParse(value);
  if (!known.success) throw refuse(`${name} has no format number`);
  if (known.data.format !== format) {
    const newer = known.data.format > format ? 'a newer' : 'another';
    throw refuse(
      `${name} was written by ${newer} version (format ${known.data.format}, this version reads ${format})`,
    );
  }
  const checked = schema.safeParse(value);
  if (checked.success) return checked.data;
  const { path, message } = checked.error.issues[0] ?? { path: [], message: '' };
  throw refuse(`${name} has an unexpected "${path.map(String).join('.')}" (${message})`);
}
