import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MimmxError } from '@mimmx/core/contracts';
import { isMissing, PRIVATE } from '@mimmx/data/files';
import { relate } from './growth.ts';
import { addOpening, lastOpening, OPENED, type Opening } from './opening.ts';
import { provenanceDifference } from './provenance.ts';

/** How a process came to work on a run: as its maker, beside others, by adding to it, or with other data or versions. */
export type Opened = 'new' | 'again' | 'grown' | 'changed';

/** What a process wants to work on. */
export type Wanted = Omit<Opening, 'change'>;

/** Becomes one of those who work on the run: as its maker, beside others, or by adding to it. */
export async function settle(
  path: string,
  root: string,
  wanted: Wanted,
  acceptChanges: boolean,
): Promise<{ how: Opened; number: number }> {
  for (;;) {
    const last = await lastOpening(root);
    if (!last) {
      if (await addOpening(root, 0, { ...wanted, change: '' })) return { how: 'new', number: 0 };
      continue;
    }
    const { opening, number } = last;
    const relation = relate(opening.config, wanted.config);
    if (relation.kind === 'other') {
      const { difference } = relation;
      throw new MimmxError(
        'E_RUN_MISMATCH',
        `Run ${path} was begun with another configuration: "${difference.path}" is ${show(difference.recorded)} there and ${show(difference.given)} now. ${nextStep(difference.path)}`,
      );
    }
    const changed = provenanceDifference(opening.provenance, wanted.provenance);
    if (changed !== null && !acceptChanges) {
      throw new MimmxError(
        'E_RUN_CHANGED',
        `Run ${path} was begun otherwise: ${changed}. Its numbers may not come out the same: go back to that, choose another folder, or accept it knowingly with --accept-changes.`,
      );
    }
    if (relation.kind === 'same' && changed === null) {
      if (await joins(root, wanted.token)) return { how: 'again', number };
      continue;
    }
    const change = [relation.kind === 'grown' ? `added ${relation.added}` : '', changed ?? '']
      .filter((part) => part !== '')
      .join('; ');
    if (await addOpening(root, number + 1, { ...wanted, change })) {
      return { how: relation.kind === 'grown' ? 'grown' : 'changed', number: number + 1 };
    }
  }
}

/** A longer training is another one: schedules, weights and phases are laid out over all its updates. */
const nextStep = (path: string): string =>
  path === 'training.updates'
    ? 'More updates are another training: choose another folder with --out, or go on from the trained weights by a new method with "from".'
    : 'Use the recorded value, or choose another folder with --out.';

const show = (value: unknown): string => {
  const text = value === undefined ? 'absent' : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
};

/** Says that another process counts on the run, so that its maker does not take it away. */
async function joins(root: string, token: string): Promise<boolean> {
  try {
    await writeFile(join(root, OPENED, `joined-${token}`), '', { flag: 'wx', mode: PRIVATE.file });
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}
