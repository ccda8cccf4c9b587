import { isMimmxError, isOptionError } from '@mimmx/core/errors';
import { harmless } from './print.ts';
import { UsageError } from './usage-error.ts';

const oneLine = (text: string): string => text.replace(/\s*[\r\n]+\s*/g, ' ').trim();

/**
 * Prints an error on stderr (with its stack under `--debug`) and gives the exit status: 2 for usage, else 1. An error is
 * one line; several problems of a config stand below one another.
 */
export function printError(error: unknown, debug: boolean): number {
  const known = isMimmxError(error);
  const message = error instanceof Error ? error.message || error.name : String(error);
  const line = isOptionError(error) ? message : known ? oneLine(message) : `E_INTERNAL: ${oneLine(message)}`;
  process.stderr.write(`${harmless(line)}${known || debug ? '' : '; run again with --debug'}\n`);
  if (debug) {
    for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
      process.stderr.write(`${harmless(cause.stack ?? cause.message)}\n`);
    }
  }
  return error instanceof UsageError ? 2 : 1;
}
