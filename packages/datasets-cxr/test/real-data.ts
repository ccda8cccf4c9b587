import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** Folder of the real test data, which is not part of the repository. */
export const realData = resolve(process.env.MIMMX_TEST_DATA ?? '.');

/** Whether the X-rays are there. Says so once if not. */
export const hasXrays = existsSync(`${realData}/nih1000/chexpert_format.csv`);
if (!hasXrays) console.warn('Skipped: no real X-rays. Set MIMMX_TEST_DATA to the folder that has nih1000.');
