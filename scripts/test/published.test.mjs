import { expect, test } from 'vitest';
import { publishedManifest, publishedPage, repositoryUrl } from '../registry/published.mjs';

const page =
  '[a](docs/a.md) [b](../data/README.md#x) [c](../../docs/c.md#y) [d](https://d.org) [e](#e) ![f](../f.png)';
const holds = (file) => file === 'docs/a.md';
const place = 'packages/core/README.md';

test('links of a published page lead into the package, to the registry, or to the repository', () => {
  const repository = 'https://example.org/mimm-x';
  expect(publishedPage(page, { place, repository, holds })).toBe(
    '[a](docs/a.md) [b](https://www.npmjs.com/package/@mimmx/data) [c](https://example.org/mimm-x/blob/HEAD/docs/c.md#y) [d](https://d.org) [e](#e) ![f](https://example.org/mimm-x/blob/HEAD/packages/f.png)',
  );
});

test('without a repository no link leads nowhere', () => {
  expect(publishedPage(page, { place, repository: null, holds })).toBe(
    '[a](docs/a.md) [b](https://www.npmjs.com/package/@mimmx/data) c [d](https://d.org) [e](#e) ',
  );
});

test('a manifest says where the package lies, once the root does', () => {
  const repository = repositoryUrl({ repository: { url: 'git+https://example.org/mimm-x.git' } });
  expect(publishedManifest({ name: '@mimmx/core' }, 'packages/core', repository)).toEqual({
    name: '@mimmx/core',
    repository: { type: 'git', url: 'git+https://example.org/mimm-x.git', directory: 'packages/core' },
    homepage: 'https://example.org/mimm-x/tree/HEAD/packages/core#readme',
    bugs: 'https://example.org/mimm-x/issues',
  });
  expect(publishedManifest({ name: 'a' }, 'packages/a', repositoryUrl({}))).toEqual({ name: 'a' });
});
