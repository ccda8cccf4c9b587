import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isMimmxError, MimmxError } from '@mimmx/core/contracts';
import { PRIVATE, syncFolder } from '@mimmx/data/files';
import { z } from 'zod';
import type { Environment } from '../../record.ts';
import { openSealed, writeSealed } from '../sealed-folder.ts';
import { checkRecord } from '../sealed-json.ts';
import { exists } from '../work/work-folder.ts';
import { type Provenance, provenanceSchema } from './provenance.ts';

/** Of run folders; 1 had `checkpoint/METHOD/seed-N`. */
export const RUN_FORMAT = 2;
/**
 * Folder of a run that holds what it was begun with, `0`, and how it grew or changed, `1`, `2`, … Each appears by one
 * rename onto a name that must not be there, so that of many processes one makes it. The last one counts.
 */
export const OPENED = 'opened';

/** One entry of that history. */
export interface Opening {
  readonly config: unknown;
  readonly environment: Environment;
  readonly provenance: Provenance;
  /** Why there is a new one, in words; empty for the first. */
  readonly change: string;
  /** Of the process that made it. */
  readonly token: string;
}

const stateSchema = z.object({
  format: z.literal(RUN_FORMAT),
  provenance: provenanceSchema,
  change: z.string(),
  token: z.string(),
});

const environmentSchema = z.object({
  versions: z.record(z.string(), z.string()),
  backend: z.record(z.string(), z.union([z.string(), z.number()])),
  platform: z.string(),
  cpu: z.string(),
  startedAt: z.string(),
});

/** JSON for people: two blanks, a line break at the end. */
export const pretty = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** The last opening of a run and its number; null if it was never opened. @throws E_RUN_DAMAGED */
export async function lastOpening(root: string): Promise<{ opening: Opening; number: number } | null> {
  const names = await readdir(join(root, OPENED)).catch((error): string[] => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const number = Math.max(-1, ...names.filter((name) => /^\d{1,6}$/.test(name)).map(Number));
  if (number < 0) return null;
  const path = join(root, OPENED, String(number));
  try {
    const opening = await readOpening(path);
    if (opening) return { number, opening };
  } catch (error) {
    // Taken away meanwhile by the one who made it.
    if (!(await exists(path))) return null;
    throw isMimmxError(error, 'E_CHECKPOINT') ? damaged(root, error) : error;
  }
  if (!(await exists(path))) return null;
  throw damaged(root, `${number} is not a folder.`);
}

/** Why there is each opening but the first, in words. @throws E_RUN_DAMAGED */
export async function changesOf(root: string): Promise<string[]> {
  const last = await lastOpening(root);
  const changes: string[] = [];
  for (let number = 1; number <= (last?.number ?? 0); number++) {
    const opening = await readOpening(join(root, OPENED, String(number)));
    if (opening) changes.push(opening.change);
  }
  return changes;
}

async function readOpening(path: string): Promise<Opening | null> {
  const folder = await openSealed(path, { thing: path, remedy: '' });
  if (!folder) return null;
  const { damaged } = folder;
  const { format: _, ...state } = checkRecord(stateSchema, folder.state, RUN_FORMAT, 'state.json', damaged);
  const json = async (name: string): Promise<unknown> => {
    const text = new TextDecoder().decode(await folder.read(name));
    try {
      return JSON.parse(text);
    } catch {
      throw damaged(`${name} is not JSON`);
    }
  };
  const environment = environmentSchema.safeParse(await json('environment.json'));
  if (!environment.success) throw damaged('environment.json is none');
  return { ...state, config: await json('config.json'), environment: environment.data };
}

const damaged = (root: string, what: unknown): MimmxError => {
  const reason = what instanceof Error ? what.message.replace(/^E_\w+: /, '').trim() : `${what}`;
  return new MimmxError(
    'E_RUN_DAMAGED',
    `Run ${root} is damaged: ${reason} Choose another folder, or restore that one.`,
    what instanceof Error ? { cause: what } : undefined,
  );
};

/** Makes an opening under its number. False if another process was faster, or took the history away. */
export async function addOpening(root: string, number: number, opening: Opening): Promise<boolean> {
  const { config, environment, ...state } = opening;
  const folder = join(root, OPENED);
  const path = join(folder, String(number));
  const aside = join(folder, `.${randomBytes(8).toString('hex')}.partial`);
  await mkdir(folder, { recursive: true, mode: PRIVATE.folder });
  try {
    const files = { 'config.json': pretty(config), 'environment.json': pretty(environment) };
    await writeSealed(aside, { format: RUN_FORMAT, ...state }, files, { parents: false });
    await rename(aside, path);
    await syncFolder(folder);
    return true;
  } catch (error) {
    await rm(aside, { recursive: true, force: true }).catch(() => {});
    if ((await exists(path)) || !(await exists(folder))) return false;
    throw error;
  }
}
