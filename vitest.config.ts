import { configDefaults, defineConfig } from 'vitest/config';

// Tests read the packages' sources, not their builds: the condition below is in every package's exports.
const conditions = ['@mimmx/source'];

const folders = '{packages,examples}/*/test/**';
/**
 * Tests of seconds are `*.test.ts`; those of more are `*.long.test.ts` (`npm run test:long`, and each merge); those with
 * real engines, which are installed apart, are `*.engine.test.ts` (`npm run test:engines`).
 */
const asked = process.env.MIMMX_TESTS;
const KINDS = { long: 'long', engines: 'engine' } as const;
const kind = asked === 'long' || asked === 'engines' ? KINDS[asked] : undefined;
const exclude = [
  ...configDefaults.exclude,
  ...(kind
    ? [`${folders}/!(*.${kind}).test.ts`]
    : Object.values(KINDS).map((one) => `${folders}/*.${one}.test.ts`)),
];
const all = [`${folders}/*.test.ts`, ...(kind ? [] : ['scripts/test/**/*.test.mjs'])];

/** Tests that change what a process has once, the backend of the tensor engine or a module: each file has its own. */
const alone = [
  'packages/{backend-onnx,counterfactual}/test/**/*.test.ts',
  'packages/cli/test/{model,run}/**/*.test.ts',
  'packages/cli/test/{compiled-methods,kit-on-onnx,protocol-columns}.long.test.ts',
  'packages/experiment/test/node/backends/**/*.test.ts',
  'packages/experiment/test/{forecast,readme}.test.ts',
  'packages/experiment/test/trial/several-updates.test.ts',
  'packages/baselines/test/{compiled,*mutants}.long.test.ts',
];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    // One for each core; by default a core is kept free, which is half of two.
    maxWorkers: '100%',
    setupFiles: ['tooling/vitest-setup.ts'],
    testTimeout: kind ? 300_000 : 60_000,
    hookTimeout: kind ? 300_000 : 60_000,
    projects: [
      // These share processes, so that the tensor engine is loaded once for each core and not for each file.
      {
        extends: true,
        test: {
          name: 'shared',
          include: all,
          exclude: [...exclude, ...alone],
          isolate: false,
          setupFiles: ['tooling/vitest-shared.ts'],
        },
      },
      { extends: true, test: { name: 'alone', include: alone, exclude } },
    ],
  },
});
