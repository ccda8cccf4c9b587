import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { circles } from '../arrows/circles.mjs';
import { refused } from '../arrows/house.mjs';

const script = fileURLToPath(new URL('../arrows.mjs', import.meta.url));
const folders = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** Runs the check on a repository of these files; packages depend on core unless told otherwise. */
function check(files, dependencies = { '@mimmx/core': '*' }) {
  const root = mkdtempSync(join(tmpdir(), 'arrows-'));
  folders.push(root);
  const write = (path, text) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  for (const folder of new Set(Object.keys(files).map((file) => file.split('/')[1]))) {
    const exports = {
      '.': { '@mimmx/source': './src/index.ts' },
      './testkit': { '@mimmx/source': './src/testkit.ts' },
    };
    write(
      `packages/${folder}/package.json`,
      JSON.stringify({ name: `@mimmx/${folder}`, exports, dependencies }),
    );
  }
  for (const [path, text] of Object.entries(files)) write(path, text);
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, root], { encoding: 'utf8' });
  return { status, stdout, problems: stderr.trim().split('\n').filter(Boolean) };
}

describe('circles', () => {
  test('none in a tree, whatever meets again further down', () => {
    const edges = { a: ['b', 'c'], b: ['d'], c: ['d'], d: [] };
    expect(circles(new Map(Object.entries(edges)))).toEqual([]);
  });

  test('the shortest one of each knot, and a node that points to itself', () => {
    const edges = { a: ['b'], b: ['c'], c: ['a', 'b'], d: ['d'], e: ['a', 'd'] };
    expect(circles(new Map(Object.entries(edges)))).toEqual([
      ['b', 'c', 'b'],
      ['d', 'd'],
    ]);
  });
});

describe('the map', () => {
  test.each([
    ['experiment', 'data'],
    ['evaluation', 'core'],
    ['weighter', 'experiment'],
    ['cli', 'weighter'],
  ])('%s may import %s', (from, to) => expect(refused(from, to, '')).toBeUndefined());

  test.each([
    ['core', 'data', ''],
    ['data', 'evaluation', ''],
    ['experiment', 'weighter', ''],
    ['weighter', 'mi-estimators', ''],
    ['weighter', 'core', '/testkit'],
    ['cli', 'core', '/testkit'],
  ])('%s may not import %s%s', (from, to, subpath) =>
    expect(refused(from, to, subpath)).toBeTypeOf('string'),
  );
});

describe('the check of a repository', () => {
  test('passes a sound one and counts its lines', () => {
    const { status, stdout, problems } = check({
      'packages/core/src/index.ts': "declare module '@mimmx/core' {}\nexport const a = 1;\n",
      'packages/weighter/src/index.ts': "import { a } from '@mimmx/core';\nexport const b = a;\n",
      'packages/weighter/test/index.test.ts': "import { checks } from '@mimmx/core/testkit';\n",
    });
    expect({ status, problems }).toEqual({ status: 0, problems: [] });
    expect(stdout).toMatch(/^all +2 +4 +100.0 %$/m);
  });

  test('names a circle of types, a lazy one too, through packages', () => {
    const { status, problems } = check({
      'packages/core/src/index.ts': "export type { A } from './a.ts';\n",
      'packages/core/src/a.ts': "import type { B } from './b.ts';\nexport type A = B;\n",
      'packages/core/src/b.ts': "export const load = () => import('./a.ts');\nexport type B = 1;\n",
    });
    expect(status).toBe(1);
    expect(problems).toEqual([
      'circle: packages/core/src/a.ts → packages/core/src/b.ts → packages/core/src/a.ts',
    ]);
  });

  test('names an import against the map, one that is not installed, and a file too long', () => {
    const { status, problems } = check(
      {
        'packages/core/src/index.ts': `${'// a line\n'.repeat(301)}`,
        'packages/weighter/src/index.ts': "import '@mimmx/core';\nimport '@mimmx/baselines';\n",
        'packages/baselines/src/index.ts': 'export {};\n',
      },
      {},
    );
    expect(status).toBe(1);
    expect(problems).toEqual([
      'packages/weighter/src/index.ts imports @mimmx/core: @mimmx/core is no dependency of @mimmx/weighter',
      'packages/weighter/src/index.ts imports @mimmx/baselines: weighter is a plugin package, and baselines is no base',
      'packages/core/src/index.ts has 301 lines, more than 300',
      '66.7 % of the files have fewer than 150 lines, less than 95 %',
    ]);
  });
});
