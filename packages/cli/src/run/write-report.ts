import { atomicWrite } from '@mimmx/data/files';
import { readRun, runPaths } from '@mimmx/experiment/node';

/** Writes `report.html` of a finished run from its record alone. @returns its path @throws as `readRun` */
export async function writeReport(path: string, file: string = runPaths(path).report): Promise<string> {
  const run = await readRun(path);
  const { report } = await import('@mimmx/viz');
  await atomicWrite(file, await report(run));
  return file;
}
