import { defineConfig } from 'vitest/config';

// Tests read the packages' sources, not their builds: the condition below is in every package's exports.
const conditions = ['@mimmx/source'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: ['packages/*/test/**/*.test.ts', 'examples/*/test/**/*.test.ts', 'scripts/test/**/*.test.mjs'],
    setupFiles: ['tooling/vitest-setup.ts'],
    testTimeout: 60_000,
  },
});
