import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { resolveConfig, trialsOf } from '@mimmx/experiment';
import { folderTrials, readRun, takeTrial } from '@mimmx/experiment/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { allowToy, mimmx, remove, run, start, temporaryFolder, toyConfig } from '../run-command.ts';

let folder: string;
const at = (name: string) => join(folder, 'runs', name);
beforeAll(async () => {
  folder = await temporaryFolder();
  expect((await run(['train', toyConfig, '--out', at('plain'), '--methods', 'erm'], folder)).status).toBe(0);
});
afterAll(() => remove(folder));

const BROKEN = `
import { defineLogger, loggerKind } from '@mimmx/experiment';
import { definePlugin, options } from '@mimmx/core';
const broken = defineLogger({
  name: 'broken', summary: 'Breaks.', options: options({}),
  create: () => ({
    begin() { throw new Error('at once'); },
    async line() { setTimeout(() => { throw new Error('in a timer'); }); throw new Error('later'); },
    close: () => new Promise(() => {}),
  }),
});
export const plugin = definePlugin({ name: 'broken', kinds: [loggerKind], provides: [broken] });
`;

test('loggers write beside the run, a broken one is a warning, and no number is another', async () => {
  const project = join(toyConfig, '..');
  const plugin = join(project, 'broken-logger.ts');
  await writeFile(plugin, BROKEN);
  try {
    for (const jobs of ['1', '2']) {
      const out = at(`logged-${jobs}`);
      const { status, stderr } = await run(
        [
          ...[
            'train',
            toyConfig,
            '--out',
            out,
            '--methods',
            'erm',
            '--log',
            'csv,tensorboard,broken',
            '--jobs',
            jobs,
          ],
          ...['--set', 'plugins=["./toy-plugin.ts","./broken-logger.ts"]', '--plugins', './broken-logger.ts'],
        ],
        folder,
      );
      expect({ jobs, status }).toEqual({ jobs, status: 0 });
      if (jobs === '1') {
        expect(stderr).toContain('Warning: The logger "broken" failed, and the training goes on: at once');
        expect(stderr).toContain(
          'The logger "broken" threw outside of any call, and the training goes on: in a timer',
        );
        expect(stderr).toContain('did not finish within 10 s');
      }
      const [plain, logged] = [await readRun(at('plain')), await readRun(out)];
      expect(logged.summary.methods.erm!.rows).toEqual(plain.summary.methods.erm!.rows);
      expect(await readFile(join(out, 'log.csv'), 'utf8')).toMatch(/\r\n.*,erm,0,.*,30,train,loss,/);
      expect((await readdir(join(out, 'tensorboard')))[0]).toMatch(/^erm-seed-0-/);
    }
  } finally {
    await remove(plugin);
  }
});

test('a training that is asked for saves, waits, and goes on to the same bits', async () => {
  const long = ['--methods', 'erm', '--set', 'training.updates=400', '--set', 'training.checkpointEvery=400'];
  const [whole, taken] = [at('whole'), at('taken')];
  expect((await run(['train', toyConfig, '--out', whole, ...long], folder)).status).toBe(0);
  const { done } = start([...mimmx, 'train', toyConfig, '--out', taken, ...long, '--jobs', '1'], folder);
  const { config } = await readRun(whole);
  const trial = trialsOf(resolveConfig(config))[0]!;
  const store = folderTrials(taken);
  await expect.poll(async () => (await store.lines(trial.id)).length, { timeout: 60_000 }).toBeGreaterThan(2);
  const lease = await takeTrial(taken, trial);
  if (!lease) throw new Error('it ended before it was asked for: give it more updates');
  expect(lease.checkpoint!.step).toBeLessThan(400);
  expect((await store.state(trial.id)).kind).toBe('running');
  await lease.release();
  const { status, stderr } = await done;
  expect(status).toBe(0);
  expect(stderr).toContain('was asked for from outside: saved at update');
  expect((await readRun(taken)).summary.methods.erm!.rows).toEqual(
    (await readRun(whole)).summary.methods.erm!.rows,
  );
  expect((await store.weights(trial.id))!.variables).toEqual(
    (await folderTrials(whole).weights(trial.id))!.variables,
  );
});

test('compares runs in a table and on a page; the run itself stays as it is', async () => {
  await run(
    ['train', toyConfig, '--out', at('other'), '--methods', 'erm', '--set', 'training.learningRate=0.01'],
    folder,
  );
  const before = await readdir(at('plain'));
  const { status, stdout } = await run(['compare', at('plain'), at('other')], folder);
  expect(status).toBe(0);
  expect(stdout).toMatch(/training\.learningRate +0\.001 +0\.01/);
  expect(stdout).toMatch(/erm +inverted +accuracy +[\d.]+ +[\d.]+ +-?[\d.]+ \[-?[\d.]+, -?[\d.]+\]/);
  expect(await readFile(join(folder, 'comparison.html'), 'utf8')).toContain(
    'Differences on the same patients',
  );
  expect(await readdir(at('plain'))).toEqual(before);
  const json = await run(['compare', at('plain'), at('other'), '--json', '--out', 'c.html'], folder);
  expect(JSON.parse(json.stdout).differences[0]).toMatchObject({
    method: 'erm',
    standing: expect.any(String),
  });
  await mkdir(join(folder, 'page.html'));
  expect((await run(['compare', at('plain'), at('other'), '--out', 'page.html'], folder)).stderr).toMatch(
    /^E_OUTPUT/,
  );
});

test('maps are made when asked for, and the report shows them', async () => {
  const { status } = await run(
    ['report', at('plain'), '--maps', '--root', join(toyConfig, '..'), ...allowToy],
    folder,
  );
  expect(status).toBe(0);
  const page = await readFile(join(at('plain'), 'report.html'), 'utf8');
  expect(page).toContain('What the answers hang on');
  expect(page).toContain('data:image/png;base64,');
  const out = at('mapped');
  expect((await run(['train', toyConfig, '--out', out, '--methods', 'erm', '--maps'], folder)).status).toBe(
    0,
  );
  expect(await readFile(join(out, 'report.html'), 'utf8')).toContain('What the answers hang on');
  await writeFile(join(out, 'maps.json'), '{"format":1}');
  expect((await run(['report', out], folder)).stderr).toMatch(/^E_RUN_DAMAGED: .*maps\.json is none/);
});
