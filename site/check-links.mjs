// Finds what leads nowhere in the built site: files and headings.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const html = (folder) =>
  readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.html'))
    .map((name) => join(folder, name));

/**
 * @param folder of the built site
 * @returns dead links, as `page: target`
 */
export function deadLinks(folder) {
  const ids = new Map();
  const idsOf = (file) => {
    if (!ids.has(file))
      ids.set(
        file,
        new Set([...readFileSync(file, 'utf8').matchAll(/\sid="([^"]*)"/g)].map(([, id]) => decode(id))),
      );
    return ids.get(file);
  };
  const dead = new Set();
  for (const page of html(folder)) {
    const text = readFileSync(page, 'utf8');
    for (const [, kind, found] of text.matchAll(/\s(href|src)="([^"]*)"/g)) {
      const target = decode(found);
      if (/^[a-z][a-z\d+.-]*:/i.test(target) || target.startsWith('//') || target === '') continue;
      const [path, hash] = target.split('#');
      const where =
        path === '' ? page : path.startsWith('/') ? join(folder, path) : resolve(dirname(page), path);
      const file = [where, `${where}.html`, join(where, 'index.html')].find(
        (one) => existsSync(one) && !(one === where && existsSync(join(one, 'index.html'))),
      );
      const missing =
        file === undefined ||
        (kind === 'href' && hash && file.endsWith('.html') && !idsOf(file).has(decodeURIComponent(hash)));
      if (missing) dead.add(`${relative(folder, page)}: ${target}`);
    }
  }
  return [...dead];
}

const decode = (text) =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
