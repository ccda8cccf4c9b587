import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { folderTrials, openRun } from '@mimmx/experiment/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { environment } from '../../../experiment/test/node/run-example.ts';
import { trialOf } from '../../../experiment/test/trial/example.ts';
import { requireOwnPlace } from '../../src/run/own-place.ts';
import { remove, temporaryFolder } from '../run-command.ts';

let folder: string;
const at = (name: string) => join(folder, name);
const file = async (name: string, text: string) => {
  await mkdir(join(at(name), '..'), { recursive: true });
  await writeFile(at(name), text);
};

beforeAll(async () => {
  folder = await temporaryFolder();
  await openRun(at('run'), { name: 'demo' }, environment);
  await file('sweep/plan/state.json', '{}');
  await file('generator/generator.json', 'damaged');
  await file('bench/results.json', '{"protocol":"digits"}');
  await file('thesis/thesis.tex', '');
  await mkdir(at('empty'));
  await mkdir(at('begun/trials'), { recursive: true });
  await file('hidden/.gitkeep', '');
  await file('file', '');
  const example = trialOf(1);
  await folderTrials(at('stopped-bench')).claim(example);
  await folderTrials(at('stopped-generator')).claim({ ...example, encoder: { name: 'none', options: {} } });
});
afterAll(() => remove(folder));

const generator = { kind: 'generator' } as const;
const bench = { kind: 'bench', protocol: 'digits' } as const;

test.each([
  ['generator', 'run', /^E_OUTPUT: .*run is the folder of a run, and is left as it is\. Choose .* --out\.$/],
  ['generator', 'sweep', /is the folder of a sweep,/],
  ['generator', 'bench', /is the folder of a bench of "digits",/],
  ['generator', 'stopped-bench', /is the folder of a bench,/],
  ['generator', 'thesis', /is not empty,/],
  ['generator', 'file', /is no folder,/],
  ['bench', 'run', /is the folder of a run,/],
  ['bench', 'sweep', /is the folder of a sweep,/],
  ['bench', 'generator', /is the folder of a generator,/],
  ['bench', 'stopped-generator', /is the folder of a generator,/],
  ['bench', 'thesis', /is not empty,/],
] as const)('a %s does not go into %s', async (kind, name, says) => {
  await expect(requireOwnPlace(at(name), kind === 'bench' ? bench : generator)).rejects.toThrow(says);
});

test('a bench of another protocol is left as it is', async () => {
  await expect(requireOwnPlace(at('bench'), { kind: 'bench', protocol: 'medfair' })).rejects.toThrow(
    /is the folder of a bench of "digits",/,
  );
});

test.each(['none', 'empty', 'hidden', 'begun'])('each may begin in %s', async (name) => {
  for (const own of [generator, bench]) await requireOwnPlace(at(name), own);
});

test('each goes on in its own folder', async () => {
  for (const name of ['generator', 'stopped-generator']) await requireOwnPlace(at(name), generator);
  for (const name of ['bench', 'stopped-bench']) await requireOwnPlace(at(name), bench);
});
