import { rm } from 'node:fs/promises';
import { MimmxError } from '@mimmx/core';
import { holdersOf, type RunState, runState } from '@mimmx/experiment/node';

/** What to do with a run that is there already. */
export interface RunPlaceOptions {
  /** Goes on with it. */
  readonly resume: boolean;
  /** Takes it away first. */
  readonly overwrite: boolean;
}

/**
 * Looks at the folder of a run before anything is computed.
 *
 * @throws E_RUN_HELD if it is to be overwritten while a process trains in it; E_RUN_EXISTS if there is a run that is neither to be resumed nor to be overwritten; E_NOT_A_RUN, E_RUN_FORMAT
 */
export async function runPlace(
  path: string,
  { resume, overwrite }: RunPlaceOptions,
): Promise<RunState['found'] | 'overwritten'> {
  const { found } = await runState(path);
  if (found === 'nothing' || resume) return found;
  const [holder] = await holdersOf(path);
  const held = holder ? `process ${holder.pid} on ${holder.host} is training in it` : null;
  if (overwrite) {
    if (held !== null)
      throw new MimmxError(
        'E_RUN_HELD',
        `${path} is not replaced: ${held}. Stop that first, or choose another folder with --out.`,
      );
    await rm(path, { recursive: true });
    return 'overwritten';
  }
  const next = found === 'finished' ? 'Replace it with --overwrite' : 'Continue it with --resume';
  throw new MimmxError(
    'E_RUN_EXISTS',
    `${path} holds ${found === 'finished' ? 'a finished' : 'an unfinished'} run${held === null ? '' : `, and ${held}`}. ${next}, add seeds or methods with --resume, or choose another folder with --out.`,
  );
}
