import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { configSchema } from '../packages/cli/src/reference/config-schema.ts';
import { optionsPage } from '../packages/cli/src/reference/options-page.ts';
import { commandRegistry } from '../packages/cli/src/run/registry.ts';
import { plugin as cxr } from '../packages/datasets-cxr/src/index.ts';
import { plugin as mri } from '../packages/datasets-mri/src/index.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Everything that this repository provides. */
export const everything = async () => (await commandRegistry([], root)).use(cxr).use(mri);

/**
 * The files that are generated from what options declare, by path from the root.
 * `npm run reference` writes them; a test compares.
 */
export async function referenceFiles(): Promise<Readonly<Record<string, string>>> {
  const registry = await everything();
  return {
    'docs/options.md': optionsPage(registry),
    'packages/cli/mimmx.schema.json': `${JSON.stringify(configSchema(registry), null, 1)}\n`,
  };
}

/** What stands in a generated file now; empty if it is not there. */
export function present(file: string): string {
  try {
    return readFileSync(`${root}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [file, text] of Object.entries(await referenceFiles())) {
    const changed = present(file) !== text;
    if (changed) writeFileSync(`${root}/${file}`, text);
    process.stdout.write(`${file}: ${changed ? 'renewed' : 'as it was'}\n`);
  }
}
