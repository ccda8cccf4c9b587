import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { deadLinks } from '../../site/check-links.mjs';
import { anchorsOf, isOutside, linksOf, slug, withLinks } from '../../site/markdown.mjs';
import { files, isPage, meant, read } from '../../site/sources.mjs';

const all = files();
const known = new Set(all);
const folders = new Set(
  all.flatMap((file) => file.split('/').map((_, i, parts) => parts.slice(0, i).join('/'))),
);

/** What is wrong with a link of a page; null if nothing is. */
function wrong(page, target) {
  if (isOutside(target)) return null;
  const file = meant(page, target);
  const hash = target.split('#')[1];
  if (!known.has(file) && !folders.has(file)) return `${page}: ${target}: there is no ${file}`;
  const text = known.has(file) ? file : `${file}/README.md`;
  if (hash === undefined || !text.endsWith('.md') || !known.has(text)) return null;
  return anchorsOf(read(text)).has(decodeURIComponent(hash)) ? null : `${page}: ${target}: no such heading`;
}

test('every link of every page leads to a file, and to a heading in it', () => {
  const pages = all.filter(isPage);
  expect(pages.length).toBeGreaterThan(100);
  expect(
    pages.flatMap((page) => linksOf(read(page)).map((target) => wrong(page, target))).filter(Boolean),
  ).toEqual([]);
});

test('a dead link is found, and links in code are none', () => {
  expect(wrong('README.md', 'docs/nowhere.md')).toMatch(/there is no docs\/nowhere\.md/);
  expect(wrong('README.md', 'docs/data.md#nothing-of-the-kind')).toMatch(/no such heading/);
  expect(linksOf('[a](b.md)\n```ts\n[c](d.md)\n```\n`[e](f.md)` ![g](h.svg)')).toEqual(['b.md', 'h.svg']);
});

test('headings are named as a repository’s pages name them', () => {
  expect(slug('E_PLUGIN_TRUST')).toBe('e_plugin_trust');
  expect(slug('What ± and [ , ] are')).toBe('what--and----are');
  expect(anchorsOf('# A b\n## A b\n')).toEqual(new Set(['a-b', 'a-b-1']));
});

test('links are changed outside code only', () => {
  const change = ({ before, target, after }) => `${before}x/${target}${after}`;
  expect(withLinks('[a](b) [c](https://d)\n```\n[e](f)\n```\n', change)).toBe(
    '[a](x/b) [c](https://d)\n```\n[e](f)\n```\n',
  );
});

test('in a built site, links to pages and headings that are not there are found', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mimmx site-'));
  try {
    mkdirSync(join(folder, 'a'));
    writeFileSync(
      join(folder, 'index.html'),
      '<a href="/a/">x</a><a href="./b.html#here">x</a><a href="https://e.org">x</a><img src="/p.png"><a href="/a/c">x</a>',
    );
    writeFileSync(
      join(folder, 'a', 'index.html'),
      '<h2 id="there"></h2><a href="../b#here">x</a><a href="#there">x</a>',
    );
    writeFileSync(join(folder, 'b.html'), '<h1 id="top"></h1>');
    expect(deadLinks(folder).sort()).toEqual([
      'a/index.html: ../b#here',
      'index.html: ./b.html#here',
      'index.html: /a/c',
      'index.html: /p.png',
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
