import { lstat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { MimmxError } from '@mimmx/core';
import type { ExternalSummary } from '../../model/index.ts';
import type { Environment } from '../../record.ts';
import type { TrialResult } from '../../trial/store.ts';
import { replaceFolder } from '../atomic-folder.ts';
import { exactPretty } from '../exact-json.ts';
import { isPlainFolder } from '../plain-file.ts';
import { predictionsCsv } from '../run/tables.ts';

/** Where the results of a run's models on other data lie. @throws E_OPTION if the name is no name of a folder */
export function externalFolder(run: string, name: string): string {
  if (/^[\w][\w.-]*$/.test(name)) return join(resolve(run), 'external', name);
  throw new MimmxError(
    'E_OPTION',
    `"${name}" cannot be the name of a folder. Use letters, digits, ".", "_" and "-": --name hospital-B.`,
  );
}

/**
 * Writes `external/NAME/` beside the record of a run, as one: `summary.json`, `predictions.csv`, `config.json` (the
 * other data) and `environment.json`. The record itself stays as it is.
 */
export async function writeExternal(
  run: string,
  content: {
    readonly summary: ExternalSummary;
    readonly results: readonly TrialResult[];
    readonly config: unknown;
    readonly environment: Environment;
  },
): Promise<string> {
  const { summary, results, config, environment } = content;
  const folder = externalFolder(run, summary.name);
  await requireInside(dirname(folder));
  async function* each() {
    yield* results;
  }
  await replaceFolder(folder, {
    'config.json': exactPretty(config),
    'environment.json': exactPretty(environment),
    'predictions.csv': predictionsCsv(summary.task, [], each()),
    'summary.json': exactPretty(summary),
  });
  return folder;
}

/** A link in a stranger's run would lead what is written out of it. @throws E_OUTPUT */
async function requireInside(folder: string): Promise<void> {
  if ((await isPlainFolder(folder)) || (await lstat(folder).catch(() => null)) === null) return;
  throw new MimmxError(
    'E_OUTPUT',
    `${folder} is a link or a file, and is left as it is. Take it away, then run again.`,
  );
}
