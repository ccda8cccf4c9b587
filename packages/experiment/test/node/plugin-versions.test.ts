import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pluginVersions } from '@mimmx/experiment/node';
import { expect, test } from 'vitest';
import { temporaryFolder } from './temporary-folder.ts';

test('versions of the packages that plugins come from, whatever they were called in the config', async () => {
  const folder = await temporaryFolder();
  const install = async (name: string, version: string) => {
    const place = join(folder, 'node_modules', name);
    await mkdir(join(place, 'dist'), { recursive: true });
    // A manifest without a version, as builds leave it beside their modules, is not the package's.
    await writeFile(join(place, 'dist', 'package.json'), '{ "type": "module" }');
    await writeFile(join(place, 'dist', 'index.js'), 'export const plugin = {};');
    await writeFile(
      join(place, 'package.json'),
      JSON.stringify({ name, version, exports: { '.': './dist/index.js' } }),
    );
  };
  await install('@mimmx/datasets-x', '1.2.3');
  await install('mimmx-plugin-mine', '0.4.0');
  await writeFile(join(folder, 'own.js'), 'export const plugin = {};');
  expect(pluginVersions(['datasets-x', 'mine', './own.js', 'nothing'], folder)).toEqual({
    '@mimmx/datasets-x': '1.2.3',
    'mimmx-plugin-mine': '0.4.0',
  });
});
