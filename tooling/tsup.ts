import { fileURLToPath } from 'node:url';
import { defineConfig, type Options } from 'tsup';

type Plugin = NonNullable<Options['esbuildPlugins']>[number];

/**
 * Leaves an entry of a package out of its other entries, which import it by its public name. esbuild cannot look through
 * `export *` of what is not bundled: every name of the namespace would be undefined.
 */
export const byName = (file: RegExp, name: string): Plugin => ({
  name: `by-name:${name}`,
  setup(build) {
    build.onResolve({ filter: file }, ({ kind }) =>
      kind === 'entry-point' ? undefined : { path: name, external: true },
    );
  },
});

/**
 * The one build recipe of the house: ESM with declarations, Node ≥ 20.19 and browsers of the same age.
 * tsup is no longer maintained; moving to its successor is a change to this file alone.
 *
 * @param entry entry points by output name, e.g. `{ index: 'src/index.ts', testkit: 'src/testkit/index.ts' }`
 */
export const library = (entry: Record<string, string>, esbuildPlugins: Plugin[] = []) =>
  defineConfig({
    entry,
    format: 'esm',
    target: 'es2022',
    dts: true,
    clean: true,
    sourcemap: true,
    treeshake: true,
    splitting: true,
    esbuildPlugins,
    tsconfig: fileURLToPath(new URL('../tsconfig.json', import.meta.url)),
  });
