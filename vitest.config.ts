import { configDefaults, defineConfig } from 'vitest/config';

// Tests read the packages' sources, not their builds: the condition below is in every package's exports.
const conditions = ['@mimmx/source'];

const folders = '{packages,examples}/*/test/**';
const onlyLong = process.env.MIMMX_TESTS === 'long';
/** Tests of seconds are `*.test.ts`; those of more are `*.long.test.ts`: `npm run test:long`, and each merge. */
const exclude = [...configDefaults.exclude, `${folders}/${onlyLong ? '!(*.long)' : '*.long'}.test.ts`];
const all = [`${folders}/*.test.ts`, ...(onlyLong ? [] : ['scripts/test/**/*.test.mjs'])];

/** Tests that change what a process has once, the backend of the tensor engine or a module: each file has its own. */
const alone = [
  'packages/{backend-onnx,counterfactual}/test/**/*.test.ts',
  'packages/cli/test/{model,run}/**/*.test.ts',
  'packages/experiment/test/node/backends/**/*.test.ts',
  'packages/experiment/test/readme.test.ts',
  'packages/baselines/test/{compiled,*mutants}.long.test.ts',
];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    // One for each core; by default a core is kept free, which is half of two.
    maxWorkers: '100%',
    setupFiles: ['tooling/vitest-setup.ts'],
    testTimeout: onlyLong ? 300_000 : 60_000,
    projects: [
      // These share processes, so that the tensor engine is loaded once for each core and not for each file.
      {
        extends: true,
        test: { name: 'shared', include: all, exclude: [...exclude, ...alone], isolate: false },
      },
      { extends: true, test: { name: 'alone', include: alone, exclude } },
    ],
  },
});
