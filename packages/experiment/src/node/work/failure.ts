import { join } from 'node:path';
import { z } from 'zod';
import type { SealedLabel } from '../sealed-folder.ts';
import { checkRecord, readSealedJson, sealJson } from '../sealed-json.ts';
import { damagedWork } from './work-folder.ts';

const FORMAT = 1;
/** Why work was given up; lies in its working folder. */
export const FAILURE = 'failed.json';

const failureSchema = z.object({
  format: z.literal(FORMAT),
  message: z.string(),
  attempt: z.number().int().nonnegative(),
});

export const failureText = (message: string, attempt: number): string =>
  sealJson({ format: FORMAT, message, attempt });

/** @param work working folder; null if there is no such file. @throws E_CHECKPOINT */
export async function readFailure(work: string, label: SealedLabel): Promise<{ message: string } | null> {
  const refuse = damagedWork(label);
  const value = await readSealedJson(join(work, FAILURE), refuse);
  return value && checkRecord(failureSchema, value, FORMAT, FAILURE, refuse);
}
