import { configDefaults, defineConfig } from 'vitest/config';

// Tests read the packages' sources, not their builds: the condition below is in every package's exports.
const conditions = ['@mimmx/source'];

// Minutes long: `npm run test:long`, and each merge.
const long = 'packages/*/test/**/*.long.test.ts';
const onlyLong = process.env.MIMMX_TESTS === 'long';

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: onlyLong
      ? [long]
      : ['packages/*/test/**/*.test.ts', 'examples/*/test/**/*.test.ts', 'scripts/test/**/*.test.mjs'],
    exclude: [...configDefaults.exclude, ...(onlyLong ? [] : [long])],
    setupFiles: ['tooling/vitest-setup.ts'],
    testTimeout: onlyLong ? 300_000 : 60_000,
  },
});
