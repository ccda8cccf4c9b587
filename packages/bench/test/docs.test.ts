import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { examplesOf, runExample } from '../../../tooling/examples.ts';
import { filled, PAGES } from '../docs.ts';
import * as bench from '../src/index.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (name: string) => readFileSync(join(root, name), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'bench-docs-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('the README’s example runs', async () => {
  const small = {
    ...bench,
    runBenchmark: (options: bench.BenchmarkOptions) =>
      bench.runBenchmark({ ...options, n: 100, seeds: 1, estimators: ['gaussian'], workers: 1, folder }),
  };
  const [example] = examplesOf(read('README.md'));
  const { printed } = await runExample(example!, { '@mimmx/bench': small });
  expect(printed.join()).toContain('| `gaussian` |');
});

test.each(PAGES)('the numbers of %s are those of the stored results', (page) => {
  expect(read(page)).toBe(filled(read(page)));
});

test('every link of the pages leads somewhere', () => {
  for (const file of ['README.md', 'docs/estimators.md']) {
    for (const [, target] of read(file).matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)) {
      if (/^https?:/.test(target!)) continue;
      expect(() => read(join(file, '..', target!)), `${file} → ${target}`).not.toThrow('ENOENT');
    }
  }
});
