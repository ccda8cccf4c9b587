import { createHmac, randomBytes } from 'node:crypto';
import { link, lstat, mkdir, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { type Dataset, MimmxError } from '@mimmx/core';
import {
  asideOf,
  atomicWrite,
  csvFile,
  isMissing,
  PRIVATE,
  storageError,
  writeDurably,
} from '@mimmx/data/files';
import type { ExperimentConfig } from '../config.ts';
import type { Pseudonyms } from '../pseudonyms.ts';
import { fingerprint } from '../trial/fingerprint.ts';
import { readPlain } from './plain-file.ts';

const LEAST = 16;
const MOST = 4096;
/** Hexadecimal digits of a pseudonym: 80 bits, so that a million names do not meet. */
const DIGITS = 20;

/** Pseudonyms of one key, and the table that leads back. */
export interface KeyedPseudonyms extends Pseudonyms {
  /** Path of the key. */
  readonly key: string;
  /**
   * Writes the table that leads from pseudonyms back to names, for its owner alone and apart from every run.
   *
   * @param name of the run, in the file's name
   * @returns its path
   */
  keep(dataset: Dataset, name: string): Promise<string>;
}

/** Where keys and tables lie unless a config says otherwise: in the user's own settings. */
export const ownFolder = (): string => {
  const given = process.env.XDG_CONFIG_HOME;
  return join(given?.startsWith('/') ? given : join(homedir(), '.config'), 'mimmx');
};

/**
 * Pseudonyms by HMAC-SHA-256: one name has one pseudonym wherever that key is used. With `true` the key is the user's own,
 * made when it is first needed; `{ key }` is the path of a file.
 *
 * @param root folder that the path starts from
 * @throws E_KEY if there is no such file, or others may read it, or it is too short
 */
export async function openPseudonyms(
  option: NonNullable<ExperimentConfig['pseudonymise']>,
  root: string,
  own: string = ownFolder(),
): Promise<KeyedPseudonyms | null> {
  if (option === false) return null;
  const path = option === true ? join(own, 'pseudonym.key') : resolve(root, option.key);
  if (option === true) await makeKey(path);
  const key = await readKey(path);
  const hashed = (kind: string, prefix: string) => (name: string) =>
    `${prefix}-${createHmac('sha256', key).update(`${kind}\0${name}`).digest('hex').slice(0, DIGITS)}`;
  const [patient, image] = [hashed('patient', 'p'), hashed('image', 'i')];
  return {
    patient,
    image,
    key: path,
    async keep(dataset, name) {
      const { ids, patientIds } = dataset.table;
      const file = join(own, 'pseudonyms', `${name}-${fingerprint(dataset).slice(0, 12)}.csv`);
      function* rows() {
        for (const one of patientIds) yield ['patient', patient(one), one];
        for (const one of ids) yield ['image', image(one), one];
      }
      await atomicWrite(file, csvFile(['kind', 'pseudonym', 'name'], rows()));
      return file;
    },
  };
}

/** Makes a key unless it is there. It appears whole, and never in place of another. */
async function makeKey(path: string): Promise<void> {
  if (await lstat(path).catch(() => null)) return;
  const aside = asideOf(path);
  try {
    await mkdir(dirname(path), { recursive: true, mode: PRIVATE.folder });
    await writeDurably(aside, `${randomBytes(32).toString('hex')}\n`);
    await link(aside, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw storageError(error, 'write', path);
  } finally {
    await rm(aside, { force: true });
  }
}

async function readKey(path: string): Promise<Uint8Array> {
  const refuse = (what: string) =>
    new MimmxError(
      'E_KEY',
      `The key ${path} ${what}. Make one for yourself alone: umask 077; openssl rand -hex 32 > FILE.`,
    );
  try {
    const key = await readPlain(path, MOST, refuse);
    if (key.length < LEAST) throw refuse(`has ${key.length} bytes; a key has ${LEAST} at least`);
    if (process.platform !== 'win32' && ((await lstat(path)).mode & 0o077) !== 0)
      throw refuse('may be read by others (chmod 600)');
    return key;
  } catch (error) {
    throw isMissing(error) ? refuse('is not there') : storageError(error, 'read', path);
  }
}
