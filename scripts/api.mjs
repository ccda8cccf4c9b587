// npm run api: writes packages/*/api.txt, the public names of each package. A test compares them with the sources, so that
// no name comes, goes or changes its kind unseen.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { apiText, publicApi } from './api/exports.mjs';
import { root } from './process.mjs';

for (const [folder, entries] of publicApi(root)) {
  writeFileSync(join(root, 'packages', folder, 'api.txt'), apiText(entries));
  const count = entries.reduce((sum, { names }) => sum + names.length, 0);
  console.log(`packages/${folder}/api.txt: ${count} names`);
}
