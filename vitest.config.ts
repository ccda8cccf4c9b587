import { configDefaults, defineConfig } from 'vitest/config';

// Tests read the packages' sources, not their builds: the condition below is in every package's exports.
const conditions = ['@mimmx/source'];

// Minutes long: `npm run test:long`, and each merge.
const long = 'packages/*/test/**/*.long.test.ts';
const onlyLong = process.env.MIMMX_TESTS === 'long';
// With real engines, which are installed apart: `npm run test:engines`.
const engines = 'packages/*/test/**/*.engine.test.ts';
const onlyEngines = process.env.MIMMX_TESTS === 'engines';

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: onlyLong
      ? [long]
      : onlyEngines
        ? [engines]
        : ['packages/*/test/**/*.test.ts', 'examples/*/test/**/*.test.ts', 'scripts/test/**/*.test.mjs'],
    exclude: [...configDefaults.exclude, ...(onlyLong ? [] : [long]), ...(onlyEngines ? [] : [engines])],
    setupFiles: ['tooling/vitest-setup.ts'],
    testTimeout: onlyLong || onlyEngines ? 300_000 : 60_000,
  },
});
