import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openRun } from '@mimmx/experiment/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSealed, writeSealed } from '../../../experiment/src/node/sealed-folder.ts';
import { sealJson } from '../../../experiment/src/node/sealed-json.ts';
import { remove, run as runCommand, temporaryFolder, toyConfig } from '../run-command.ts';
import { command, reseal, resealSummary, type Scene, SECRET, scene, stateOf } from './trap.ts';

let base: string;
let finished: string;
beforeAll(async () => {
  base = await temporaryFolder();
  finished = join(base, 'finished');
  const args = ['--methods', 'erm', '--jobs', '1', '--set', 'training.updates=3'];
  expect(await runCommand(['train', toyConfig, '--out', finished, ...args], base)).toMatchObject({
    status: 0,
  });
  // Loads what a first command loads.
  await command(['report', finished]);
  await rm(join(finished, 'report.html'));
}, 300_000);
afterAll(() => remove(base));

type Lay = (scene: Scene) => Promise<unknown>;
const linked =
  (name: string, target: (scene: Scene) => string): Lay =>
  async (at) => {
    await rm(join(at.run, name), { recursive: true, force: true });
    await symlink(target(at), join(at.run, name));
  };
const secret = ({ outside }: Scene) => join(outside, 'secret.txt');
const bashrc = ({ outside }: Scene) => join(outside, '.bashrc');
const piped =
  (name: string): Lay =>
  async ({ run }) => {
    await rm(join(run, name), { recursive: true, force: true });
    execFileSync('mkfifo', [join(run, name)]);
  };
const sealed =
  (files: object): Lay =>
  ({ run }) =>
    writeFile(join(run, 'record.json'), sealJson({ format: 2, files }));
const plugged =
  (plugins: (scene: Scene) => string[]): Lay =>
  async (at) => {
    const opening = join(at.run, 'opened', '0');
    const { state, files } = (await readSealed(opening))!;
    const config = JSON.parse(new TextDecoder().decode(files['config.json']));
    const { checksum: _, files: _seals, ...rest } = state as Record<string, unknown>;
    await writeSealed(opening, rest, {
      ...files,
      'config.json': JSON.stringify({ ...config, plugins: plugins(at) }),
    });
  };
const seal = (bytes: number) => ({ bytes, sha256: 'x'.repeat(64) });

/** What each trap does; `false`: the report comes out whole and harmless, and nothing is refused. */
const traps: [name: string, lay: Lay, refused?: boolean][] = [
  ['config.json is a link to a secret', linked('config.json', secret), false],
  ['environment.json is a link to a secret', linked('environment.json', secret), false],
  ['summary.json is a link to a secret', linked('summary.json', secret)],
  ['summary.json is a link to a device', linked('summary.json', () => '/dev/zero')],
  ['predictions.csv is a link to a secret', linked('predictions.csv', secret)],
  ['features.npy is a link to a device', linked('features.npy', () => '/dev/zero')],
  ['features.csv is a pipe', piped('features.csv')],
  ['metrics.jsonl is a pipe', piped('metrics.jsonl')],
  ['record.json is a link to a secret', linked('record.json', secret)],
  ['record.json is a pipe', piped('record.json')],
  [
    'record.json is a folder',
    async ({ run }) => {
      await rm(join(run, 'record.json'));
      await mkdir(join(run, 'record.json'));
    },
  ],
  ['record.json has no end', ({ run }) => truncate(join(run, 'record.json'), 2 ** 40)],
  ['record.json is no JSON', ({ run }) => writeFile(join(run, 'record.json'), '{')],
  ['record.json is null', ({ run }) => writeFile(join(run, 'record.json'), 'null')],
  ['a seal leads out', sealed({ '../outside/secret.txt': seal(25) })],
  ['a seal is absolute', sealed({ '/etc/passwd': seal(25) })],
  ['a seal is __proto__', sealed(JSON.parse('{"__proto__": {"bytes": 1, "sha256": "x"}}'))],
  ['a seal asks for all memory', sealed({ 'summary.json': seal(2 ** 50) })],
  [
    'record.json of another format',
    ({ run }) => writeFile(join(run, 'record.json'), sealJson({ format: 99, files: {} })),
  ],
  ['report.html is a link to a file', linked('report.html', bashrc), false],
  ['report.html is a pipe', piped('report.html'), false],
  ['report.html is a folder', ({ run }) => mkdir(join(run, 'report.html'))],
  ['.report.html.partial is a link', linked('.report.html.partial', bashrc), false],
  ['report.html.partial is a pipe', piped('report.html.partial'), false],
  [
    'opened is a link',
    async (at) => {
      await rename(join(at.run, 'opened'), join(at.outside, 'opened'));
      await symlink(join(at.outside, 'opened'), join(at.run, 'opened'));
    },
  ],
  [
    'the first opening is a link',
    async (at) => {
      await rename(join(at.run, 'opened', '0'), join(at.outside, '0'));
      await symlink(join(at.outside, '0'), join(at.run, 'opened', '0'));
    },
  ],
  ['the recorded config is a link to a secret', linked('opened/0/config.json', secret)],
  ['the recorded environment is a pipe', piped('opened/0/environment.json')],
  ['an opening from the future', ({ run }) => mkdir(join(run, 'opened', '999999'))],
  ['trials is a link', linked('trials', ({ outside }) => outside), false],
  ['a plugin by a path', plugged(() => ['../outside/evil.mjs']), false],
  ['a plugin by an absolute path', plugged(({ outside }) => [join(outside, 'evil.mjs')]), false],
  ['a plugin of a package that lies beside', plugged(() => ['@mimmx/evil']), false],
  ['a plugin of Node', plugged(() => ['node:child_process']), false],
  ['a plugin that is its own text', plugged(() => ['data:text/javascript,process.exit(3)']), false],
  ['a plugin by an address', plugged(({ outside }) => [`file://${outside}/evil.mjs`]), false],
  ['a plugin out of its scope', plugged(() => ['@mimmx/../../outside/evil.mjs']), false],
  [
    'one stray byte in features.csv',
    async ({ run }) =>
      writeFile(join(run, 'features.csv'), `${await readFile(join(run, 'features.csv'), 'utf8')}x`),
  ],
  [
    'a stray line under a right seal',
    async ({ run }) =>
      reseal(run, 'features.csv', `${await readFile(join(run, 'features.csv'), 'utf8')}x\r\n\r\n`),
  ],
  ['a matrix that is none', ({ run }) => reseal(run, 'features.npy', 'x')],
  ['an empty summary', ({ run }) => reseal(run, 'summary.json', '{}')],
  [
    'a summary without methods’ rows',
    ({ run }) => resealSummary(run, (summary) => ({ ...summary, methods: { erm: {} } })),
  ],
  [
    'a summary whose task is none',
    ({ run }) => resealSummary(run, (summary) => ({ ...summary, task: null })),
  ],
  [
    'a summary with a script and orders to the terminal',
    ({ run }) =>
      resealSummary(run, (summary) => ({
        ...summary,
        name: '<script>alert(1)</script>',
        question: '\u001b[2J\u001b]0;x\u0007<img src=x onerror=alert(1)>',
        notes: ['\u009b2J\u202eexe'],
      })),
    false,
  ],
  [
    'a summary whose accuracies are texts',
    ({ run }) =>
      resealSummary(run, (summary) => {
        const { erm } = summary.methods as unknown as {
          erm: { shifts: Record<string, { accuracy: unknown }> };
        };
        for (const shift of Object.values(erm.shifts)) shift.accuracy = '100';
        return summary;
      }),
  ],
  ['metrics of nothing', ({ run }) => reseal(run, 'metrics.jsonl', 'null\n')],
  [
    'metrics whose values are texts',
    async ({ run }) => {
      const lines = (await readFile(join(run, 'metrics.jsonl'), 'utf8')).split('\n');
      const { values, ...first } = JSON.parse(lines[0]!);
      const texts = Object.fromEntries(Object.keys(values).map((name) => [name, '0.1']));
      await reseal(
        run,
        'metrics.jsonl',
        [JSON.stringify({ ...first, values: texts }), ...lines.slice(1)].join('\n'),
      );
    },
  ],
];

const hasPipes = process.platform !== 'win32';
/** Controls but line breaks, and what turns a line round. */
const ORDERS = /[^\P{Cc}\n]|[\u202a-\u202e]/u;

describe.skipIf(!hasPipes)(
  'of a stranger’s run nothing is executed, and nothing outside is read or written:',
  () => {
    test.each(traps)('%s', async (name, lay, refused = true) => {
      const at = await scene(base, finished, name);
      await lay(at);
      const before = await stateOf(at.outside);
      const began = performance.now();
      for (const [args, mustFail] of [
        [['report', at.run], refused],
        // Its plugin is not allowed, so that this ends in an error in any case.
        [['evaluate', at.run, '--root', at.run], true],
        [['predict', at.run, '--table', 'none.csv', '--root', at.run, '--out', join(at.run, 'p.csv')], true],
      ] as const) {
        const { status, said } = await command(args);
        expect(said).not.toContain(SECRET);
        expect(said).not.toMatch(ORDERS);
        const errors = said.split('\n').filter((line) => /^E_/.test(line));
        expect({ args, status, errors: errors.length }, said).toEqual({
          args,
          status: mustFail ? 1 : 0,
          errors: mustFail ? 1 : 0,
        });
        expect(said).not.toMatch(/E_INTERNAL|^\s+at /m);
      }
      expect(performance.now() - began).toBeLessThan(60_000);
      expect(await stateOf(at.outside)).toBe(before);
      expect(existsSync(at.ran)).toBe(false);
      if (!refused) {
        const page = await readFile(join(at.run, 'report.html'), 'utf8');
        expect(page).not.toContain(SECRET);
        expect(page).not.toMatch(/<script|<img|<[^>]* onerror/);
        expect(page).not.toMatch(/[^\P{Cc}\n\r\t]/u);
      }
      await rm(join(at.run, '..'), { recursive: true });
    });
  },
);

const environment = { versions: {}, backend: {}, platform: '', cpu: '', startedAt: '' };

test.skipIf(!hasPipes)('a run that is gone on with is written in itself alone', async () => {
  const config = JSON.parse(await readFile(join(finished, 'config.json'), 'utf8'));
  const lays: [string, Lay][] = [
    ['config.json leads out', linked('config.json', bashrc)],
    ['environment.json leads out', linked('environment.json', bashrc)],
    ['trials leads out', linked('trials', ({ outside }) => outside)],
    ['a partial leads out', linked('.config.json.0123456789abcdef.partial', bashrc)],
    [
      'opened has a partial that leads out',
      linked('opened/.0123456789abcdef.partial', ({ outside }) => outside),
    ],
    ['the next opening leads out', linked('opened/1', ({ outside }) => outside)],
  ];
  for (const [name, lay] of lays) {
    const at = await scene(base, finished, name);
    await lay(at);
    const before = await stateOf(at.outside);
    const options = { acceptChanges: true };
    const opened = await openRun(at.run, config, environment, options).catch((error) => error);
    if (opened instanceof Error) expect(opened.message, name).toMatch(/^E_(?!INTERNAL)[A-Z_]+: [^\n]+$/);
    else for (const id of ['a'.repeat(32)]) await opened.trials.state(id).catch(() => {});
    expect(await stateOf(at.outside), name).toBe(before);
  }
});

test('what a user names is not replaced where it is no file', async () => {
  const at = await scene(base, finished, 'outputs');
  await symlink(bashrc(at), join(at.run, 'link.html'));
  const before = await stateOf(at.outside);
  for (const out of [join(at.run, 'link.html'), '/dev/full', '/dev/null', at.outside]) {
    const { status, said } = await command(['report', at.run, '--out', out]);
    expect({ out, status }, said).toEqual({ out, status: 1 });
    expect(said).toMatch(/^E_OUTPUT: /m);
  }
  expect(await stateOf(at.outside)).toBe(before);
  expect(await readdir('/dev')).toContain('full');
});
