import { join, resolve } from 'node:path';
import { MimmxError } from '@mimmx/core/contracts';
import { atomicWrite, isMissing, storageError } from '@mimmx/data/files';
import { type MapsRecord, mapsSchema } from '../maps/index.ts';
import { readPlain } from './plain-file.ts';

/** File beside the record of a run. */
const MAPS = 'maps.json';
const MOST = 64 * 2 ** 20;

/** Keeps maps beside the record of a run, which stays as it is. */
export const writeMaps = (run: string, maps: MapsRecord): Promise<void> =>
  atomicWrite(join(resolve(run), MAPS), `${JSON.stringify(maps)}\n`);

/** The maps of a run; null if none were made. @throws E_RUN_DAMAGED if they are not what they should be */
export async function readMaps(run: string): Promise<MapsRecord | null> {
  const path = join(resolve(run), MAPS);
  const damaged = (what: string) =>
    new MimmxError(
      'E_RUN_DAMAGED',
      `Run ${run} is damaged: ${MAPS} ${what}. Delete it; mimmx report ${run} --maps makes it again.`,
    );
  let bytes: Uint8Array;
  try {
    bytes = await readPlain(path, MOST, damaged);
  } catch (error) {
    if (isMissing(error)) return null;
    throw storageError(error, 'read', path);
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw damaged('is not JSON');
  }
  const checked = mapsSchema.safeParse(parsed);
  if (!checked.success) throw damaged('is none');
  return checked.data;
}
