// Lays out the pages of the site: those of the repository with their links, and whatever they lead to.
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { withLinks } from './markdown.mjs';
import { between, files, isPage, meant, placeOf, read, root } from './sources.mjs';

const pages = join(root, 'site', 'pages');

function write(place, text) {
  const path = join(pages, place);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** A file of code as a page. */
function sourcePage(file) {
  const code = read(file);
  const kind = extname(file).slice(1) || (file.endsWith('LICENSE') ? 'txt' : 'sh');
  const fence = '`'.repeat(Math.max(3, ...[...code.matchAll(/`+/g)].map(([run]) => run.length + 1)));
  return `# ${file}\n\n${fence}${kind === 'cff' ? 'yaml' : kind}\n${code.trimEnd()}\n${fence}\n`;
}

/** What is in a folder that has no page of its own. */
const folderPage = (folder, inside) =>
  `# ${folder}\n\n${inside.map((file) => `- [${file.slice(folder.length + 1)}](${between(`${folder}/index.md`, placeOf(file))})`).join('\n')}\n`;

/** Writes every page. @returns dead links, as `page: target` */
export function collect() {
  rmSync(pages, { recursive: true, force: true });
  const all = files();
  const known = new Set(all);
  const dead = [];
  const written = new Set();
  const waiting = all.filter(isPage);

  /** Where a link leads in the site; what it leads to is written, too. */
  const lead = (from, target) => {
    const file = meant(from, target);
    const hash = target.includes('#') ? target.slice(target.indexOf('#')) : '';
    const inside = all.filter((one) => one.startsWith(`${file}/`));
    const found = known.has(file) ? file : known.has(`${file}/README.md`) ? `${file}/README.md` : null;
    if (found !== null) {
      const place = placeOf(found);
      if (place === null) return null;
      waiting.push(found);
      return place + hash;
    }
    if (inside.length === 0) {
      dead.push(`${from}: ${target}`);
      return null;
    }
    const shown = inside.filter((one) => placeOf(one) !== null);
    if (!written.has(file)) {
      written.add(file);
      write(`${file}/index.md`, folderPage(file, shown));
      waiting.push(...shown);
    }
    return `${file}/index.md`;
  };

  const front = withLinks(read('site/index.md'), ({ all: whole, before, target, after }) => {
    if (target.startsWith('/')) return whole;
    const leads = lead('site/index.md', target);
    return leads === null ? whole : `${before}${between('index.md', leads)}${after}`;
  });
  write('index.md', front.replace(/<!--[\s\S]*?-->\n?/g, ''));

  for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
    if (written.has(file)) continue;
    written.add(file);
    const place = placeOf(file);
    if (/\.(svg|png|jpe?g|webp)$/.test(file)) {
      mkdirSync(dirname(join(pages, place)), { recursive: true });
      cpSync(join(root, file), join(pages, place));
    } else if (!file.endsWith('.md')) write(place, sourcePage(file));
    else {
      const text = withLinks(read(file), ({ all: whole, before, target, after }) => {
        const leads = lead(file, target);
        if (leads === null) return before.startsWith('!') ? whole : before.slice(1, -2);
        return `${before}${between(place, leads)}${after}`;
      });
      const wide = file === 'docs/options.md' ? '---\naside: false\n---\n\n' : '';
      write(place, wide + text.replace(/<!--[\s\S]*?-->\n?/g, ''));
    }
  }
  return dead;
}
