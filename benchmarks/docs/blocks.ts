import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { barsTable } from './bars.ts';
import { readJudged } from './judged.ts';
import { methodBlock } from './method.ts';
import { readmeBlock } from './readme.ts';

const judged = readJudged();
/** What stands between `<!-- name -->` and `<!-- /name -->` of a page, and comes from the judged tables. */
const BLOCKS = [
  { page: 'README.md', name: 'result', text: readmeBlock(judged) },
  { page: 'docs/method.md', name: 'numbers', text: methodBlock(judged) },
  { page: 'docs/method.md', name: 'bars', text: barsTable(judged) },
];

/** The pages with their numbers, as they should be: by path. */
export function pages(): Map<string, string> {
  const made = new Map<string, string>();
  for (const { page, name, text } of BLOCKS) {
    const path = fileURLToPath(new URL(`../../${page}`, import.meta.url));
    const before = made.get(path) ?? readFileSync(path, 'utf8');
    const block = new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(\n<!-- /${name} -->)`);
    if (!block.test(before)) throw new Error(`${page} has no block "${name}"`);
    made.set(
      path,
      before.replace(block, (_, open, close) => `${open}${text}${close}`),
    );
  }
  return made;
}
