import { fileURLToPath } from 'node:url';
import { defineConfig } from 'tsup';

/**
 * The one build recipe of the house: ESM with declarations, Node ≥ 20.19 and browsers of the same age.
 * tsup is no longer maintained; moving to its successor is a change to this file alone.
 *
 * @param entry entry points by output name, e.g. `{ index: 'src/index.ts', testkit: 'src/testkit/index.ts' }`
 */
export const library = (entry: Record<string, string>) =>
  defineConfig({
    entry,
    format: 'esm',
    target: 'es2022',
    dts: true,
    clean: true,
    sourcemap: true,
    treeshake: true,
    splitting: true,
    tsconfig: fileURLToPath(new URL('../tsconfig.json', import.meta.url)),
  });
