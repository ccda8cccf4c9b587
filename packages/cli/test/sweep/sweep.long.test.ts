import { copyFile, mkdtemp, readFile, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { remove, run, toyConfig } from '../run-command.ts';
import { sweepConfig } from './sweep-config.ts';

let folder: string;
const at = (name: string) => join(folder, name);
const small = {
  ...sweepConfig,
  seeds: [0],
  methods: { erm: {}, again: { method: 'erm' } },
  sweep: { axes: { 'data.task.z.0.strength': [0.6, 0.9] } },
};
const write = (name: string, config: unknown) =>
  writeFile(at(name), `export default ${JSON.stringify(config)};\n`);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mimmx sweep-'));
  await copyFile(join(dirname(toyConfig), 'toy-plugin.ts'), at('toy-plugin.ts'));
  await symlink(fileURLToPath(new URL('../../node_modules', import.meta.url)), at('node_modules'));
  await write('s.config.mjs', small);
});
afterAll(() => remove(folder));

describe('a sweep from its plan to its tables', () => {
  test('plan, one by hand, the rest, tables', async () => {
    const planned = await run(['sweep', 'plan', 's.config.mjs', '--measure', '0'], folder);
    expect(planned.stdout).toMatch(/^4 trials: 2 methods × 1 seed, over strength\n/);
    for (const [action, ...more] of [
      ['run', '--set', 'foo.bar=1', '--seeds', '7'],
      ['status', '--methods', 'none'],
      ['collect', '--seeds', '7'],
      ['plan', '--backend', 'onnx'],
    ] as const) {
      const { status, stderr } = await run(['sweep', action, 'sweeps/toy', ...more], folder);
      expect([status, stderr]).toEqual([
        2,
        expect.stringMatching(
          new RegExp(`^E_USAGE: ${more[0]}: the plan of sweeps/toy is written\\. Plan another: `),
        ),
      ]);
    }
    // "again" is "erm" under another name: a row of its own, and no training of its own.
    const { stdout } = await run(['sweep', 'plan', 'sweeps/toy', '--commands'], folder);
    const commands = stdout.trim().split('\n');
    expect(commands.length).toBe(2);
    expect(commands[0]).toMatch(/^mimmx run [0-9a-f]{32} --sweep '.*sweeps\/toy'$/);
    const id = commands[0]!.split(' ')[2]!;
    // What may be run is told by the config, as it is a program; the plan alone gives no leave.
    const told = await run(['sweep', 'plan', 's.config.mjs', '--commands'], folder);
    expect(told.stdout.split('\n')[0]).toBe(`${commands[0]} --plugins ./toy-plugin.ts`);
    for (const command of [
      ['run', id, '--sweep', 'sweeps/toy'],
      ['sweep', 'run', 'sweeps/toy'],
    ]) {
      const { status, stderr } = await run(command, folder);
      expect([status, stderr]).toEqual([1, expect.stringMatching(/^E_PLUGIN_TRUST: The plan of .+ names/)]);
    }
    const first = await run(['run', id, '--sweep', 'sweeps/toy', '--plugins', './toy-plugin.ts'], folder);
    expect([first.status, first.stdout]).toEqual([0, '']);
    const status = await run(['sweep', 'status', 'sweeps/toy'], folder);
    expect(status.stdout).toMatch(/done {5}2 of 4/);
    const all = await run(['sweep', 'run', 's.config.mjs'], folder);
    expect([all.status, all.stdout]).toEqual([
      0,
      expect.stringMatching(/4 of 4 trials done\nTables: mimmx sweep collect/),
    ]);
    const tables = await run(['sweep', 'collect', 'sweeps/toy', '--by', 'method,strength'], folder);
    expect(tables.stdout).toMatch(/strength {2}inDistribution/);
    const nowhere = await run(['sweep', 'collect', 'sweeps/toy', '--on', 'nowhere'], folder);
    expect([nowhere.status, nowhere.stderr]).toEqual([2, expect.stringMatching(/^E_USAGE: --on nowhere: /)]);
    const rows = await readFile(at('sweeps/toy/results.csv'), 'utf8');
    expect(rows).toMatch(/^id,method,seed,strength,set,measure,/);
  }, 300_000);

  test('a plan that was edited, a folder that is none, an id that is not planned', async () => {
    await run(['sweep', 'plan', 's.config.mjs', '--measure', '0', '--out', 'edited'], folder);
    const { stdout } = await run(['sweep', 'plan', 'edited', '--commands'], folder);
    const id = stdout.split(' ')[2]!;
    const file = at(`edited/plan/${id[0]}.jsonl`);
    await writeFile(file, (await readFile(file, 'utf8')).replace('"seed":0', '"seed":1'));
    const edited = await run(['run', id, '--sweep', 'edited', '--plugins', './toy-plugin.ts'], folder);
    expect(edited.stderr).toMatch(
      /^E_PLAN_EDITED: The plan of edited is damaged: .*: it was edited by hand, or damaged\./m,
    );
    const none = await run(['sweep', 'status', '.'], folder);
    expect([none.status, none.stderr]).toEqual([
      1,
      expect.stringMatching(/^E_NOT_A_SWEEP: \. is not empty, and no sweep\. Name the folder/),
    ]);
    const unknown = await run(
      ['run', 'f'.repeat(32), '--sweep', 'sweeps/toy', '--plugins', './toy-plugin.ts'],
      folder,
    );
    expect([unknown.status, unknown.stderr]).toEqual([
      1,
      expect.stringMatching(/E_TRIAL: The plan of .* has no trial "f{32}"/),
    ]);
  }, 120_000);

  test('other versions than the sweep was planned with are refused, with the status that says so', async () => {
    await run(['sweep', 'plan', 's.config.mjs', '--measure', '0', '--out', 'other'], folder);
    const { openSweep, writePlan } = await import('@mimmx/experiment/node');
    const sweep = await openSweep(at('other'));
    const trials = await sweep.all();
    await writePlan(
      at('other'),
      { ...sweep.head, versions: { ...sweep.head.versions, '@mimmx/core': '9.9.9' } },
      trials,
    );
    const refused = await run(
      ['run', trials[0]!.id, '--sweep', 'other', '--plugins', './toy-plugin.ts'],
      folder,
    );
    expect([refused.status, refused.stderr]).toEqual([
      3,
      expect.stringMatching(
        /^E_REFUSED: Sweep other was planned with other versions: @mimmx\/core 9\.9\.9 there and \S+ here\./,
      ),
    ]);
  }, 120_000);
});

describe('bad input, one line each', () => {
  const refuses = (
    name: string,
    change: object,
    message: RegExp,
    args: readonly string[] = ['--measure', '0'],
  ) =>
    test(name, async () => {
      await write('bad.config.mjs', { ...small, name: 'bad', ...change });
      const { status, stderr } = await run(['sweep', 'plan', 'bad.config.mjs', ...args], folder);
      expect([status, stderr.trim().split('\n').length, stderr]).toEqual([
        1,
        1,
        expect.stringMatching(message),
      ]);
    }, 60_000);

  refuses(
    'an axis over a method’s option that it does not have',
    { sweep: { axes: { 'methods.erm.options.lamda': [1] } } },
    /^E_OPTION: Axis "methods.erm.options.lamda": /,
  );
  refuses(
    'an unknown key of sweep',
    { sweep: { axis: {} } },
    /^E_OPTION: Config, sweep: unknown option "axis"\. Did you mean "axes"\?/,
  );
  refuses(
    'too many combinations',
    {
      sweep: {
        axes: {
          'training.updates': { from: 1, to: 1e9, points: 1000000 },
          'training.batchSize': { from: 1, to: 999, points: 999 },
        },
      },
    },
    /^E_SWEEP_SIZE: This sweep has 1,998,000,000 trials/,
  );

  test('an action and an engine that there are not', async () => {
    const action = await run(['sweep', 'pln'], folder);
    expect([action.status, action.stderr]).toEqual([
      2,
      expect.stringMatching(/"mimmx sweep" has no "pln"\. Did you mean "plan"\?/),
    ]);
    const engine = await run(['sweep', 'run', 's.config.mjs', '--engine', 'slrum'], folder);
    expect([engine.status, engine.stderr]).toEqual([
      1,
      expect.stringMatching(/^E_UNKNOWN_NAME: Unknown runner "slrum"\. Did you mean "slurm"\?/),
    ]);
    const option = await run(
      ['sweep', 'run', 's.config.mjs', '--set', 'engine={"name":"slurm","options":{"tiem":1}}'],
      folder,
    );
    expect([option.status, option.stderr]).toEqual([
      1,
      expect.stringMatching(/^E_OPTION: runner "slurm": unknown option "tiem"\. Did you mean "time"\?/),
    ]);
  }, 120_000);
});
