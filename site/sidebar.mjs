// What stands where in the site.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './sources.mjs';

/** First heading of a page. */
const titleOf = (file) =>
  /^# (.+)$/m.exec(readFileSync(join(root, file), 'utf8'))?.[1].replaceAll('`', '') ?? file;

const page = (file, text = titleOf(file)) => ({
  text,
  link: `/${file.replace(/README\.md$/, '').replace(/\.md$/, '')}`,
});

const tutorials = ['digits', 'chest-x-rays', 'bids', 'own-method', 'to-browser'].map((name) =>
  page(`docs/tutorials/${name}.md`),
);

/** Every package, with its pages. */
function packages() {
  return readdirSync(join(root, 'packages'))
    .filter((name) => existsSync(join(root, 'packages', name, 'README.md')))
    .map((name) => {
      const docs = join(root, 'packages', name, 'docs');
      const pages = existsSync(docs) ? readdirSync(docs).filter((file) => file.endsWith('.md')) : [];
      return {
        ...page(`packages/${name}/README.md`, name),
        collapsed: true,
        ...(pages.length > 0 ? { items: pages.map((file) => page(`packages/${name}/docs/${file}`)) } : {}),
      };
    });
}

const guides = [
  ...['data', 'method', 'measures', 'models', 'pretrained', 'dashboard', 'loggers', 'comparing', 'sweeps'],
  ...['benchmarks', 'security'],
]
  .filter((name) => existsSync(join(root, 'docs', `${name}.md`)))
  .map((name) => page(`docs/${name}.md`, titleOf(`docs/${name}.md`).split(':')[0]));

export const nav = [
  { text: 'Start', link: '/docs/tutorials/digits' },
  { text: 'Options', link: '/docs/options' },
  { text: 'Errors', link: '/docs/errors' },
  { text: 'Reference', link: '/reference/' },
];

export const sidebar = () => [
  {
    text: 'Start',
    items: [page('README.md', 'What it is'), ...tutorials, page('docs/coming-from-pytorch.md')].map((one) =>
      one.link === '/' ? { ...one, link: '/project' } : one,
    ),
  },
  { text: 'Guides', items: [page('docs/reading-a-report.md'), ...guides] },
  {
    text: 'Look up',
    items: [
      page('docs/glossary.md'),
      page('docs/options.md'),
      page('docs/errors.md'),
      { text: 'Reference of names', link: '/reference/' },
    ],
  },
  { text: 'Packages', items: packages() },
  {
    text: 'Of the project',
    collapsed: true,
    items: [
      page('ARCHITECTURE.md'),
      page('CONTRIBUTING.md'),
      page('docs/releasing.md'),
      page('benchmarks/README.md', 'Measurements'),
      page('docs/data-findings.md'),
      page('docs/reliability-findings.md'),
      page('docs/newcomer-findings.md'),
    ],
  },
];
