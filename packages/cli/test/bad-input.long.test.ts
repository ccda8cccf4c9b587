import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  allowToy,
  mimmx,
  type Outcome,
  remove,
  run,
  start,
  temporaryFolder,
  toyConfig,
} from './run-command.ts';

let folder: string;
/** A finished run of the toy config. */
let finished: string;

beforeAll(async () => {
  folder = await temporaryFolder();
  finished = join(folder, 'finished');
  expect(await run(['train', toyConfig, '--out', finished], folder)).toMatchObject({ status: 0 });
}, 300_000);
afterAll(() => remove(folder));

/** Folder of the one trial of a method. */
async function trialOf(path: string, method: string): Promise<string> {
  for (const shard of await readdir(join(path, 'trials')))
    for (const id of await readdir(join(path, 'trials', shard))) {
      const trial = join(path, 'trials', shard, id);
      if (JSON.parse(await readFile(join(trial, 'trial.json'), 'utf8')).trial.method.name === method)
        return trial;
    }
  throw new Error(`no trial of ${method} in ${path}`);
}

/** One line on stderr after the notes of progress, with its code, and no stack. */
function expectError(
  { status, stdout, stderr }: Outcome,
  code: string,
  words: string | RegExp,
  expected = 1,
): void {
  expect(status).toBe(expected);
  expect(stdout).toBe('');
  const lines = stderr.trimEnd().split('\n');
  expect(lines.at(-1)).toMatch(new RegExp(`^${code}: .{20,}`));
  expect(lines.at(-1)).toMatch(words);
  expect(lines.slice(0, -1).filter((line) => !/^(ℹ|\[info\]|\[warn\]|⚠|\s*$)/.test(line))).toEqual([]);
}

const train = (out: string, ...rest: string[]) => run(['train', toyConfig, '--out', out, ...rest], folder);

describe.concurrent('a config that cannot be run leaves nothing behind:', () => {
  test.each([
    ['an unknown option', ['--set', 'trainng.updates=5'], 'E_OPTION', 'Did you mean "training"?'],
    [
      'an unknown option inside',
      ['--set', 'training.update=5'],
      'E_OPTION',
      '"training.update". Did you mean "updates"?',
    ],
    [
      'an unknown option of a method',
      ['--set', 'methods.mimm-x.options.lamda=2'],
      'E_OPTION',
      'Did you mean "lambda"?',
    ],
    ['an unknown method', ['--set', 'methods.ermm={}'], 'E_UNKNOWN_NAME', 'Did you mean "erm"?'],
    [
      'an unknown estimator',
      ['--methods', 'mimm-x', '--set', 'methods.mimm-x.options.estimator=mien'],
      'E_UNKNOWN_NAME',
      'Did you mean "mine"?',
    ],
    ['an unknown data set', ['--set', 'dataset=toi'], 'E_UNKNOWN_NAME', 'Did you mean "toy"?'],
    [
      'a method that is not in the config',
      ['--methods', 'erm,oracle'],
      'E_UNKNOWN_NAME',
      'no method "oracle"',
    ],
    [
      'an unknown plugin package',
      ['--set', 'plugins=["./toy-plugin.ts","nowhere"]'],
      'E_PLUGIN_NOT_FOUND',
      'mimmx-plugin-nowhere',
    ],
    [
      'a strength outside 0 to 1',
      ['--set', 'data.task.z=[{"factor":"mark","strength":1.5}]'],
      'E_',
      'strength',
    ],
    ['more samples than there are', ['--set', 'data.sizes.train=5000'], 'E_', '5000'],
    ['no confounder, and a shift that turns one round', ['--set', 'data.task.z=[]'], 'E_STRENGTH', 'natural'],
    [
      'a cell without a sample',
      ['--set', 'data.task.z=[{"column":"smoker","strength":0.9}]'],
      'E_',
      'smoker',
    ],
    ['a backend that cannot train', ['--backend', 'wasm'], 'E_BACKEND_UNAVAILABLE', 'inference only'],
    ['an unknown backend', ['--backend', 'onyx'], 'E_UNKNOWN_NAME', 'Did you mean "onnx"?'],
  ])('%s', async (name, change, code, words) => {
    const out = join(folder, name.replaceAll(' ', '-'));
    expectError(await train(out, ...change), code === 'E_' ? 'E_[A-Z_]+' : code, words);
    expect(await readdir(folder)).not.toContain(name.replaceAll(' ', '-'));
  });
});

describe.concurrent('a wrong command line is answered with status 2:', () => {
  test.each([
    ['no such command', ['trian'], 'Did you mean "train"?'],
    ['no such option', ['train', '--ouy', 'x'], 'Did you mean "--out"?'],
    ['an option without its value', ['train', '--out'], '"--out" needs a value'],
    ['a missing argument', ['report'], 'needs RUN'],
    ['an argument too many', ['report', 'a', 'b'], 'does not take "b"'],
    ['a --set without "="', ['train', toyConfig, '--set', 'name'], '--set path.to.key=value'],
  ])('%s', async (_, args, words) => {
    expectError(await run(args, folder), 'E_USAGE', words, 2);
  });
});

describe.concurrent('a config file that', () => {
  test('is not there', async () => {
    expectError(await run(['train', 'none.yaml'], folder), 'E_CONFIG_NOT_FOUND', 'none.yaml');
  });
  test.each([
    ['is not JSON', 'broken.json', '{"name": '],
    ['throws', 'throws.mjs', 'throw new Error("first\\nsecond");'],
    ['is a list', 'list.json', '[]'],
  ])('%s', async (_, file, content) => {
    await writeFile(join(folder, file), content);
    expectError(await run(['train', file], folder), 'E_CONFIG', file);
  });
});

describe.concurrent('a run folder that', () => {
  test('is not one is left alone', async () => {
    const out = join(folder, 'thesis');
    await mkdir(out);
    await writeFile(join(out, 'thesis.tex'), '');
    expectError(await train(out), 'E_NOT_A_RUN', 'thesis');
    expectError(await run(['report', out], folder), 'E_NOT_A_RUN', 'thesis');
    expect(await readdir(out)).toEqual(['thesis.tex']);
  });
  test('holds a run is not overwritten', async () => {
    expectError(await train(finished), 'E_RUN_EXISTS', 'a finished run');
  });
  test('was begun with another config is refused, with the first key that differs', async () => {
    const change = ['--resume', '--set', 'training.batchSize=12'];
    expectError(
      await train(finished, ...change),
      'E_RUN_MISMATCH',
      '"training.batchSize" is 16 there and 12 now',
    );
  });
  test('is not finished has no report yet', async () => {
    const out = join(folder, 'unfinished');
    await cp(finished, out, { recursive: true });
    await rm(join(out, 'record.json'));
    expectError(await run(['report', out], folder), 'E_RUN_UNFINISHED', '--resume');
    expectError(await run(['evaluate', out], folder), 'E_RUN_UNFINISHED', '--resume');
  });
  test('has a corrupted checkpoint is refused, naming the file', async () => {
    const out = join(folder, 'corrupted');
    await cp(finished, out, { recursive: true });
    const weights = join(await trialOf(out, 'erm'), 'done', 'result', 'weights.bin');
    const bytes = await readFile(weights);
    bytes[7]! ^= 1;
    await writeFile(weights, bytes);
    expectError(
      await run(['evaluate', out, '--root', dirname(toyConfig), ...allowToy], folder),
      'E_CHECKPOINT',
      'weights.bin does not match its checksum',
    );
  });
});

test('a loss that is not a number stops the run with step, term and the checkpoint that is kept', async () => {
  const out = join(folder, 'nan');
  const outcome = await train(
    out,
    '--methods',
    'erm',
    '--set',
    'training.learningRate=1e36',
    '--set',
    'training.checkpointEvery=1',
  );
  expectError(outcome, 'E_NAN_(LOSS|WEIGHTS)', /\d/);
  const again = await run(['report', out], folder);
  expectError(again, 'E_(RUN_UNFINISHED|NOT_A_RUN)', 'nan');
});

const withLimit = test.skipIf(process.platform === 'win32');

/** The kernel refuses every file beyond so many KiB, as it does on a full disk. */
const limited = (kibibytes: number, args: readonly string[]) =>
  start(['bash', '-c', `ulimit -f ${kibibytes}; exec "$@"`, 'bash', ...mimmx, ...args], folder).done;

withLimit('a full disk at the start leaves nothing', async () => {
  const out = join(folder, 'full');
  expectError(await limited(0, ['train', toyConfig, '--out', out]), 'E_DISK_FULL', 'no space left');
  expect(await readdir(folder)).not.toContain('full');
});

withLimit(
  'a full disk in the middle keeps what was there, and the run goes on when there is space',
  async () => {
    const out = join(folder, 'filling');
    await cp(finished, out, { recursive: true });
    const [kept, lost] = [await trialOf(out, 'erm'), await trialOf(out, 'mimm-x')];
    await rm(join(out, 'record.json'));
    await rm(lost, { recursive: true });
    expectError(
      await limited(2, ['train', toyConfig, '--out', out, '--resume']),
      'E_DISK_FULL',
      'run again with --resume',
    );
    expect(await readdir(kept)).toContain('done');
    expect(await readdir(lost).catch(() => [])).not.toContain('done');

    expect(await train(out, '--resume')).toMatchObject({ status: 0 });
    const [there, here] = await Promise.all(
      [finished, out].map((path) => readFile(join(path, 'predictions.csv'), 'utf8')),
    );
    expect(here).toBe(there);
  },
);

test('--debug adds the stack, and only then', async () => {
  const { status, stderr } = await run(['report', join(folder, 'none'), '--debug'], folder);
  expect(status).toBe(1);
  expect(stderr).toMatch(/^E_NOT_A_RUN: [^\n]*\n(.*\n)*\s+at /);
});
