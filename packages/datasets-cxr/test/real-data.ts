import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Folder of the real test data, which is not part of the repository. */
export const realData =
  process.env.MIMMX_TEST_DATA ?? fileURLToPath(new URL('../../../../shared/data', import.meta.url));

/** Whether the X-rays are there. Says so once if not. */
export const hasXrays = existsSync(`${realData}/nih1000/chexpert_format.csv`);
if (!hasXrays)
  console.warn(`Skipped: no real X-rays in ${realData}. Set MIMMX_TEST_DATA to the folder that has nih1000.`);
