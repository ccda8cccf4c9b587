import { readdir, rename, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { atomicWrite } from '@mimmx/data/files';
import { lastOpening, OPENED, pretty } from './opening.ts';

/** `config.json` and `environment.json` beside the history: what people and scripts look at. */
export async function copyForPeople(root: string): Promise<void> {
  const last = await lastOpening(root);
  if (!last) return;
  await atomicWrite(join(root, 'environment.json'), pretty(last.opening.environment));
  await atomicWrite(join(root, 'config.json'), pretty(last.opening.config));
}

const COPIES = ['config.json', 'environment.json'];

/**
 * Takes a run away that the process of that token made, unless another process joined it or a trial was begun.
 *
 * @param madeFolder whether that process made the folder, too
 */
export async function clear(root: string, token: string, madeFolder: boolean): Promise<void> {
  const only = async (folder: string, names: readonly string[]): Promise<boolean> =>
    (await readdir(folder)).every((name) => names.includes(name));
  try {
    const last = await lastOpening(root);
    if (last?.opening.token !== token || !(await only(root, [...COPIES, OPENED]))) return;
    // In this order, so that a kill leaves a run without its copies, and never copies without their run.
    for (const name of COPIES) await rm(join(root, name), { force: true });
    // Who joins from now on finds no run, and makes its own.
    const aside = join(root, `.${token}.partial`);
    await rename(join(root, OPENED), aside);
    if (await only(aside, ['0'])) {
      await rm(aside, { recursive: true, force: true });
      if (madeFolder) await rmdir(root);
    } else {
      await rename(aside, join(root, OPENED));
      await copyForPeople(root);
    }
  } catch {
    // It is not worth an error on top of the one that leads here; what is left is a run that goes on.
  }
}
