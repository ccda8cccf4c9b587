import { atomicWrite, requirePlainTarget, SHARED, writeOutput } from '@mimmx/data/files';
import { readRun, runPaths } from '@mimmx/experiment/node';

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
  const page = await report(run);
  // One that is put elsewhere is to be shown to others.
  if (file !== undefined) await writeOutput(file, page, SHARED);
  else await atomicWrite(runPaths(path).report, page);
  return file ?? runPaths(path).report;
}
