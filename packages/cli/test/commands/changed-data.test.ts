import { mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { allowToy, remove, run, toyConfig } from '../run-command.ts';

let folder: string;
beforeAll(async () => {
  // A project of its own, whose data can be changed, where the packages that its plugin imports are seen.
  const cache = join(import.meta.dirname, '../../.cache');
  await mkdir(cache, { recursive: true });
  folder = await mkdtemp(join(cache, 'changed-'));
  const own = join(toyConfig, '..');
  await writeFile(join(folder, 'toy-plugin.ts'), await readFile(join(own, 'toy-plugin.ts')));
  await writeFile(join(folder, 'mimmx.config.mjs'), await readFile(toyConfig));
  const args = ['--methods', 'erm', '--jobs', '1', '--set', 'training.updates=3'];
  expect(await run(['train', '--out', 'run', ...args], folder)).toMatchObject({ status: 0 });
}, 300_000);
afterAll(() => remove(folder));

test('other data are noticed by evaluate and by --resume, and may be accepted knowingly', async () => {
  const path = join(folder, 'toy-plugin.ts');
  const text = await readFile(path, 'utf8');
  // A third of the labels are swapped.
  await writeFile(
    path,
    text.replace(
      'each((row) => row % 2)), labels',
      'each((row) => (row % 3 ? row % 2 : 1 - (row % 2)))), labels',
    ),
  );
  const evaluate = ['evaluate', 'run', ...allowToy, '--json'];
  const refused = await run(evaluate, folder);
  expect(refused).toMatchObject({ status: 1, stdout: '' });
  expect(refused.stderr).toMatch(
    /^E_RUN_CHANGED: Run run was made otherwise: data [0-9a-f]{12}… then and [0-9a-f]{12}… now\. .*--accept-changes/m,
  );
  expect(await run([...evaluate, '--accept-changes'], folder)).toMatchObject({ status: 0 });
  const resume = [
    'train',
    '--out',
    'run',
    '--resume',
    '--methods',
    'erm',
    '--jobs',
    '1',
    '--set',
    'training.updates=3',
  ];
  expect((await run(resume, folder)).stderr).toMatch(/^E_RUN_CHANGED: .* data [0-9a-f]{12}… then/m);
  await writeFile(path, text);
}, 300_000);

test('a finished run that is gone on with checks its weights', async () => {
  const trials = join(folder, 'run', 'trials');
  const [shard] = await readdir(trials);
  const [id] = await readdir(join(trials, shard!));
  const weights = join(trials, shard!, id!, 'done', 'result', 'weights.bin');
  const bytes = await readFile(weights);
  bytes[9]! ^= 1;
  await writeFile(weights, bytes);
  const resume = [
    'train',
    '--out',
    'run',
    '--resume',
    '--methods',
    'erm',
    '--jobs',
    '1',
    '--set',
    'training.updates=3',
  ];
  expect((await run(resume, folder)).stderr).toMatch(
    /^E_CHECKPOINT: .*weights.bin does not match its checksum/m,
  );
}, 300_000);
