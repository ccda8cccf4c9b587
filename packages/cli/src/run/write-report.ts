import { isMimmxError, MimmxError } from '@mimmx/core';
import { atomicWrite, requirePlainTarget, SHARED, writeOutput } from '@mimmx/data/files';
import { type RunRecord, readMaps, readRun, runPaths } from '@mimmx/experiment/node';

/**
 * Writes the report of a finished run from its record alone: `report.html` in it, or the file that is named.
 *
 * @returns its path
 * @throws E_OUTPUT, and as `readRun`
 */
export async function writeReport(path: string, file?: string): Promise<string> {
  if (file !== undefined) await requirePlainTarget(file);
  const run = await readRun(path);
  const { report } = await import('@mimmx/viz');
  const maps = await readMaps(path);
  const page = await report({ ...withShare(run), maps }).catch((error) => {
    if (isMimmxError(error)) throw error;
    throw new MimmxError(
      'E_DRAW',
      `No report can be drawn of ${path}: ${firstLine(error)}. If the run is your own, run again with --debug and tell the authors.`,
      { cause: error },
    );
  });
  // One that is put elsewhere is to be shown to others.
  if (file !== undefined) await writeOutput(file, page, SHARED);
  else await atomicWrite(runPaths(path).report, page);
  return file ?? runPaths(path).report;
}

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';

/** Of very large test sets curves are drawn from a part, which the reader has to know. */
const withShare = (run: RunRecord): RunRecord =>
  run.share === 1
    ? run
    : {
        ...run,
        summary: {
          ...run.summary,
          notes: [
            ...run.summary.notes,
            `Curves and embeddings are drawn from ${(100 * run.share).toPrecision(2)} % of the patients, the same for all methods; all numbers are from all of them.`,
          ],
        },
      };
