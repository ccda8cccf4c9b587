// Finishes a package as it is published: links that lead somewhere from a registry, where the repository is, how to cite.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { isOutside, withLinks } from '../../site/markdown.mjs';
import { root } from '../process.mjs';

/** Address of the repository without `.git`, from the root's manifest; null where it does not say. */
export function repositoryUrl(manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))) {
  // biome-ignore lint/suspicious/noUndeclaredEnvVars: nothing here is a task of turbo.
  const url = process.env.MIMMX_REPOSITORY ?? manifest.repository?.url ?? manifest.repository;
  return url
    ? String(url)
        .replace(/^git\+/, '')
        .replace(/\.git$/, '')
        .replace(/\/$/, '')
    : null;
}

/**
 * A page as it is read outside the repository: what the package itself holds stays, other packages are on the registry,
 * anything else is in the repository. What has no address there is text.
 *
 * @param place of the page in the repository: `packages/core/README.md`
 * @param holds whether the package holds a file, by its path in the package
 */
export function publishedPage(text, { place, repository, holds }) {
  const folder = place.split('/').slice(0, 2).join('/');
  return withLinks(text, ({ all, before, target, after }) => {
    if (isOutside(target) || target.startsWith('#')) return all;
    const [path, hash] = target.split('#');
    const file = posix.join(posix.dirname(place), path).replace(/\/$/, '');
    const inside = posix.relative(folder, file);
    if (!inside.startsWith('..') && holds(inside)) return all;
    const [, name] = /^packages\/([^/.]+)(?:\/README\.md)?$/.exec(file) ?? [];
    const to = name
      ? `https://www.npmjs.com/package/${name === 'create-mimmx' ? name : `@mimmx/${name}`}`
      : repository && `${repository}/blob/HEAD/${file}${hash ? `#${hash}` : ''}`;
    if (to) return `${before}${to}${after}`;
    return before.startsWith('!') ? '' : before.slice(1, -2);
  });
}

/** What a manifest says when it is published. */
export const publishedManifest = (manifest, folder, repository) => ({
  ...manifest,
  ...(repository && {
    repository: { type: 'git', url: `git+${repository}.git`, directory: folder },
    homepage: `${repository}/tree/HEAD/${folder}#readme`,
    bugs: `${repository}/issues`,
  }),
});

/** Rewrites a tarball in place. @param folder of the package in the repository: `packages/core` */
export function finish(tarball, folder) {
  const work = mkdtempSync(join(tmpdir(), 'mimmx-pack-'));
  try {
    tar(['xzf', tarball, '-C', work]);
    const own = join(work, 'package');
    const repository = repositoryUrl();
    const pages = readdirSync(own, { recursive: true }).filter((name) => name.endsWith('.md'));
    for (const page of pages) {
      const text = readFileSync(join(own, page), 'utf8');
      const holds = (file) => existsSync(join(own, file));
      writeFileSync(join(own, page), publishedPage(text, { place: `${folder}/${page}`, repository, holds }));
    }
    const manifest = JSON.parse(readFileSync(join(own, 'package.json'), 'utf8'));
    writeFileSync(
      join(own, 'package.json'),
      `${JSON.stringify(publishedManifest(manifest, folder, repository), null, 2)}\n`,
    );
    cpSync(join(root, 'CITATION.cff'), join(own, 'CITATION.cff'));
    tar(['czf', tarball, '-C', work, 'package']);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function tar(args) {
  const { status, stderr } = spawnSync('tar', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`tar ${args[0]}: ${stderr}`);
}
