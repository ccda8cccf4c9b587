import { resolve } from 'node:path';
import type { Registry, ResolvedChoice } from '@mimmx/core';
import { type OpenLoggers, openLoggers } from '@mimmx/experiment/node';

/**
 * The loggers of a run, whatever becomes of them: what goes wrong with one is a warning.
 *
 * @throws E_UNKNOWN_NAME, E_OPTION
 */
export const runLoggers = (
  registry: Registry,
  loggers: readonly ResolvedChoice[],
  run: { readonly name: string; readonly path: string },
  say: (message: string) => void,
): Promise<OpenLoggers> =>
  openLoggers(registry, loggers, { run: { name: run.name, path: resolve(run.path) } }, (message) =>
    say(`Warning: ${message}`),
  );
