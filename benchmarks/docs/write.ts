/** Writes the numbers of the README and of docs/method.md from `results/digits.json`: `npm run bench:docs`. */
import { writeFileSync } from 'node:fs';
import { pages } from './blocks.ts';

for (const [path, text] of pages()) writeFileSync(path, text);
