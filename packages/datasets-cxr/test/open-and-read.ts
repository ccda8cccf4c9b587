// Opens the rows.csv of a folder with a cache beside it and reads every image, in a process of its own.
import { createRegistry } from '@mimmx/core';
import { inspectionOf } from '@mimmx/data/files';
import { plugin } from '../src/index.ts';

const root = process.argv[2]!;
const options = { table: 'rows.csv', images: '.', image: { size: 64 }, workers: 1 };
const dataset = await createRegistry()
  .use(plugin)
  .create('dataset', 'xray-folder', { root, seed: 0 }, options);
for (let row = 0; row < dataset.table.length; row++) await dataset.image(row);
await dataset.close?.();
process.stdout.write(`${dataset.table.length} images, ${inspectionOf(dataset)!.report().cacheStopped}`);
