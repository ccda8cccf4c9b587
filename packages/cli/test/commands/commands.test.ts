import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commands } from '../../src/commands/index.ts';
import { allowToy, remove, run, temporaryFolder, toyConfig } from '../run-command.ts';

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => remove(folder));

test('help says every command, and what each takes; stdout has it, stderr nothing', async () => {
  const { status, stdout, stderr } = await run(['--help'], folder);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  for (const name of Object.keys(commands)) expect(stdout).toMatch(new RegExp(`^ {2}${name} +[A-Z]`, 'm'));
  const help = await run(['train', '--help'], folder);
  expect(await run(['help', 'train'], folder)).toEqual(help);
  for (const option of [
    '--out',
    '--resume',
    '--methods',
    '--seeds',
    '--backend',
    '--set',
    '--debug',
    'EXAMPLES',
  ]) {
    expect(help.stdout).toContain(option);
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what must not be there.
  expect(stdout + help.stdout).not.toMatch(/\u001b/);
});

describe('a run from end to end', () => {
  test('trains, prints the table, writes the record and the report; evaluate and report agree', async () => {
    const trained = await run(['train', toyConfig, '--seeds', '0,1', '--methods', 'erm'], folder);
    expect(trained.status).toBe(0);
    const out = join(folder, 'runs', 'toy');
    expect((await readdir(out)).sort()).toEqual(
      [
        'config.json',
        'environment.json',
        'features.csv',
        'features.npy',
        'metrics.jsonl',
        'opened',
        'predictions.csv',
        'record.json',
        'report.html',
        'summary.json',
        'trials',
      ].sort(),
    );
    const summary = JSON.parse(await readFile(join(out, 'summary.json'), 'utf8'));
    expect(summary.seeds).toEqual([0, 1]);
    const { accuracy } = summary.methods.erm.shifts.inverted;
    expect(trained.stdout).toContain(`${(100 * accuracy).toFixed(1)} [`);
    expect(trained.stderr).not.toContain('speed things up');

    // The tests of a trained model come out the same, and leave the run as it was.
    const root = dirname(toyConfig);
    const before = await readFile(join(out, 'summary.json'), 'utf8');
    const evaluated = await run(['evaluate', 'runs/toy', '--root', root, ...allowToy, '--json'], folder);
    const again = JSON.parse(evaluated.stdout);
    expect(again.methods.erm.shifts).toEqual(summary.methods.erm.shifts);
    expect(again.methods.erm.leakage).toEqual(summary.methods.erm.leakage);
    expect(await readFile(join(out, 'summary.json'), 'utf8')).toBe(before);
    const wider = [
      'evaluate',
      'runs/toy',
      '--root',
      root,
      ...allowToy,
      '--set',
      'data.shifts.half={"mark":0.75}',
      '--json',
    ];
    expect(Object.keys(JSON.parse((await run(wider, folder)).stdout).methods.erm.shifts)).toContain('half');

    const report = await run(['report', 'runs/toy', '--out', 'copy.html'], folder);
    expect(report.status).toBe(0);
    expect(await readFile(join(folder, 'copy.html'), 'utf8')).toBe(
      await readFile(join(out, 'report.html'), 'utf8'),
    );
    expect(report.stdout).toContain(`${(100 * accuracy).toFixed(1)} [`);
  });
});

test('plugins: what comes with the command, and what the project adds', async () => {
  const { status, stdout } = await run(['plugins', '--json'], folder);
  expect(status).toBe(0);
  const names = JSON.parse(stdout).map(({ kind, name }: { kind: string; name: string }) => `${kind}/${name}`);
  for (const expected of [
    'method/mimm-x',
    'method/erm',
    'estimator/mine',
    'dataset/digits',
    'backend/onnx',
    'backend/cpu',
    'weighter/uniform',
  ]) {
    expect(names).toContain(expected);
  }
  const cautions = Object.fromEntries(
    JSON.parse(stdout).map(({ name, caution }: { name: string; caution: string | null }) => [name, caution]),
  );
  expect(cautions.ksg).toMatch(/^Has no gradient/);
  expect(cautions.mine).toBeNull();
  const own = join(folder, 'project');
  await mkdir(own);
  await cp(dirname(toyConfig), own, { recursive: true });
  await writeFile(
    join(own, 'plain.mjs'),
    'export const plugin = { name: "mine", contract: 1, provides: [] };',
  );
  const listed = await run(['plugins', 'dataset', '--load', './toy-plugin.ts'], dirname(toyConfig));
  expect(listed.stdout).toMatch(/^dataset\n[\s\S]* {2}toy +Two planted patterns \(mimmx-plugin-toy\)$/m);
  const wrong = await run(['plugins', 'datset'], folder);
  expect(wrong).toMatchObject({
    status: 1,
    stdout: '',
    stderr: 'E_UNKNOWN_NAME: There is no kind or plugin "datset". Did you mean "dataset"?\n',
  });
});

test('doctor: every backend is ready or says why not, and the default is one of the ready', async () => {
  const { status, stdout } = await run(['doctor', '--json', '--seconds', '0'], folder);
  expect(status).toBe(0);
  const facts = JSON.parse(stdout);
  const named = Object.fromEntries(
    facts.backends.map((finding: { name: string }) => [finding.name, finding]),
  );
  expect(named.cpu).toMatchObject({
    ready: true,
    reason: null,
    imagesPerSecond: null,
    details: { device: 'cpu' },
  });
  expect(named.wasm).toMatchObject({ ready: false, reason: expect.stringContaining('inference only') });
  for (const { ready, reason } of facts.backends) expect(typeof reason).toBe(ready ? 'object' : 'string');
  expect(named[facts.default].ready).toBe(true);
  expect(facts.versions.node).toMatch(/^\d+\./);
  expect(facts.warnings).toEqual([]);

  // What a half-updated project has: a core of its own.
  const own = join(folder, 'half updated', 'node_modules', '@mimmx', 'core');
  await mkdir(own, { recursive: true });
  await writeFile(join(own, 'package.json'), '{ "name": "@mimmx/core", "main": "index.js" }');
  await writeFile(join(own, 'index.js'), '');
  const half = await run(['doctor', '--json', '--seconds', '0'], join(folder, 'half updated'));
  const [warning, ...others] = JSON.parse(half.stdout).warnings;
  expect(warning).toMatch(
    /^This folder has a @mimmx\/core of its own \(.*half.*Install both at one version\.$/,
  );
  expect(others).toEqual([]);
});
