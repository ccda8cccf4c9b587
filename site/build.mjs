// npm run docs: collects pages, writes the reference, builds the site into site/dist, and follows every link. Needs no network.
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vitepress';
import { deadLinks } from './check-links.mjs';
import { collect } from './collect.mjs';
import { writeReference } from './reference.mjs';
import { root } from './sources.mjs';

const site = join(root, 'site');
const began = performance.now();
const say = (text) => console.log(`> ${text} (${((performance.now() - began) / 1000).toFixed(0)} s)`);
const fail = (dead) => {
  console.error(`${dead.length} dead links:\n${dead.map((one) => `  ${one}`).join('\n')}`);
  process.exit(1);
};

const dead = collect();
say('Collected the pages');
if (dead.length > 0) fail(dead);
if (process.argv.includes('--no-reference')) say('Without the reference');
else {
  await writeReference(join(site, 'pages', 'reference'));
  say('Wrote the reference');
}
if (!existsSync(join(site, 'pages', 'reference')))
  rmSync(join(site, 'dist'), { recursive: true, force: true });
await build(site);
say('Built site/dist');
const lost = deadLinks(join(site, 'dist')).filter(
  (one) => !(process.argv.includes('--no-reference') && one.includes('/reference/')),
);
if (lost.length > 0) fail(lost);
say('Every link leads somewhere');
