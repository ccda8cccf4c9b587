import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ExternalSummary } from '../../../src/model/index.ts';
import { externalFolder, writeExternal } from '../../../src/node/model/index.ts';
import { resultOf, trialOf } from '../../trial/example.ts';
import { environment } from '../run-example.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const FILES = ['config.json', 'environment.json', 'predictions.csv', 'summary.json'];
const content = {
  summary: {
    name: 'hospital-B',
    task: { y: { name: 'y', kind: 'number' }, z: [] },
  } as unknown as ExternalSummary,
  results: [{ ...resultOf(trialOf(1)), predictions: [] }],
  config: { name: 'x' },
  environment,
};

/** A run, and what lies beside it that is none of its business. */
async function scene(): Promise<{ run: string; outside: string }> {
  const folder = await temporaryFolder();
  const [run, outside] = [join(folder, 'run'), join(folder, 'outside')];
  await mkdir(join(outside, 'hospital-B'), { recursive: true });
  await mkdir(run);
  await writeFile(join(outside, 'hospital-B', 'summary.json'), 'theirs');
  return { run, outside };
}

test('results on other data are written beside the record, and replaced as one', async () => {
  const { run } = await scene();
  for (let i = 0; i < 2; i++) {
    const folder = await writeExternal(run, content);
    expect((await readdir(folder)).sort()).toEqual(FILES);
    expect(await readdir(join(run, 'external'))).toEqual(['hospital-B']);
  }
});

test('if external is a link, nothing is written through it', async () => {
  const { run, outside } = await scene();
  await symlink(outside, join(run, 'external'));
  await expect(writeExternal(run, content)).rejects.toThrow(/^E_OUTPUT: .*external is a link or a file/);
  expect(await readdir(outside, { recursive: true })).toEqual(['hospital-B', 'hospital-B/summary.json']);
});

test.each(['', '.next', '.previous'])(
  'if the folder of a name%s is a link, it is replaced and never written through',
  async (ending) => {
    const { run, outside } = await scene();
    await mkdir(join(run, 'external'));
    await symlink(join(outside, 'hospital-B'), join(run, 'external', `hospital-B${ending}`));
    const folder = await writeExternal(run, content);
    expect((await readdir(folder)).sort()).toEqual(FILES);
    expect(await readFile(join(outside, 'hospital-B', 'summary.json'), 'utf8')).toBe('theirs');
    expect(await readdir(join(outside, 'hospital-B'))).toEqual(['summary.json']);
  },
);

test.each(['..', '../x', 'a/b', '/tmp/x', '', '.hidden', 'a\0'])('%j is no name of a folder', (name) => {
  expect(() => externalFolder('run', name)).toThrow(/^E_OPTION: .*cannot be the name of a folder/);
  expect(existsSync('external')).toBe(false);
});
