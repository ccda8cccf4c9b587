import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config/read-config.ts';
import { remove, run, temporaryFolder } from '../run-command.ts';

let folder: string;
const [, called = ''] = process.argv;
beforeAll(async () => {
  folder = await temporaryFolder();
  // As if the command were installed in that project: plugins that lie beside a config alone are not run.
  process.argv[1] = join(folder, 'node_modules', '.bin', 'mimmx');
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  await install('@mimmx/datasets-own', 'dataset', 'own-rays');
  await install('mimmx-plugin-renyi', 'estimator', 'renyi');
});
afterAll(() => {
  process.argv[1] = called;
  return remove(folder);
});

/** A plugin package in the project's modules that no config lists. */
async function install(name: string, kind: string, provides: string): Promise<void> {
  const own = join(folder, 'node_modules', name);
  await mkdir(own, { recursive: true });
  const manifest = { name, type: 'module', main: 'index.js', peerDependencies: { '@mimmx/core': '*' } };
  await writeFile(join(own, 'package.json'), JSON.stringify(manifest));
  const schema = '{ "~standard": { version: 1, vendor: "x", validate: (value) => ({ value }) } }';
  const definition = `{ kind: "${kind}", name: "${provides}", summary: "x", contract: 1, options: ${schema} }`;
  await writeFile(
    join(own, 'index.js'),
    `export const plugin = { name: "${name}", contract: 1, provides: [${definition}] };`,
  );
}

/** A right config, in lines that can be changed one by one. */
const LINES = {
  name: 'name: trial',
  plugins: 'plugins: []',
  dataset: 'dataset: digits',
  encoder: 'encoder: { name: small-cnn, options: { norm: group } }',
  task: `data:
  task:
    y: { column: digit, positive: '>= 5' }
    z:
      - factor: thickness
        strength: 0.9`,
  methods: `methods:
  erm: {}
  mimm-x:
    options: { lambda: 2 }`,
  training: 'training: { updates: 10 }',
};
const withLines = (change: Partial<Record<keyof typeof LINES, string>>): string =>
  Object.values({ ...LINES, ...change }).join('\n');

let count = 0;
async function messageOf(
  text: string,
  form = 'yaml',
  set: readonly string[] = [],
  allowed?: string,
): Promise<string> {
  const file = join(folder, `c${count++}.${form}`);
  await writeFile(file, text);
  const error = await readConfig(file, { set }, allowed).then(
    () => new Error('nothing is wrong'),
    (thrown: Error) => thrown,
  );
  return error.message.replaceAll(/c\d+\.(?=\w)/g, 'c.');
}

test('the config that the mistakes are made in is right', async () => {
  expect(await messageOf(withLines({}))).toBe('nothing is wrong');
});

describe('one mistake, one line, with the place in the file:', () => {
  test.each<[string, Partial<Record<keyof typeof LINES, string>>, string]>([
    [
      'a misspelt key',
      { training: 'trainng: { updates: 10 }' },
      'E_OPTION: Config: unknown option "trainng". Did you mean "training"? (c.yaml:15)',
    ],
    [
      'a misspelt key inside',
      { training: 'training:\n  update: 10' },
      'E_OPTION: Config: unknown option "training.update". Did you mean "updates"? (c.yaml:16)',
    ],
    [
      'a missing key',
      { dataset: '' },
      'E_OPTION: Config: option "dataset": expected text or an object, found nothing',
    ],
    [
      'a missing list',
      { task: 'data:\n  task:\n    y: { column: digit }' },
      'E_OPTION: Config: option "data.task.z": expected a list, found nothing (c.yaml:6)',
    ],
    [
      'text for a number',
      { training: 'training: { updates: "10" }' },
      'E_OPTION: Config: option "training.updates": expected a number, found text "10" (c.yaml:15)',
    ],
    [
      'a number out of range',
      { training: 'training: { batchSize: 0 }' },
      'E_OPTION: Config: option "training.batchSize": expected more than 0, found 0 (c.yaml:15)',
    ],
    [
      'a word that is none of the known',
      { training: 'training: { schedule: cosin }' },
      'E_OPTION: Config: option "training.schedule": expected "constant", "cosine" or "step", found text "cosin". Did you mean "cosine"? (c.yaml:15)',
    ],
    [
      'no method',
      { methods: 'methods: {}' },
      'E_OPTION: Config: option "methods": name at least one method (c.yaml:11)',
    ],
    [
      'a number for a list',
      { training: 'seeds: 3' },
      'E_OPTION: Config: option "seeds": expected a list, found 3 (c.yaml:15)',
    ],
    [
      'a strength that is a word',
      { task: LINES.task.replace('0.9', 'strong') },
      'E_OPTION: Config: option "data.task.z.0.strength": give a probability, P(z = y), or "natural" (c.yaml:10)',
    ],
    [
      'too few resamples',
      { training: 'evaluation: { bootstrap: 5 }' },
      'E_OPTION: Config: option "evaluation.bootstrap": give at least 40, or 0 for no intervals (c.yaml:15)',
    ],
    [
      'an option beside the options of a method',
      { methods: 'methods:\n  mimm-x: { lambda: 2 }' },
      'E_OPTION: Config: unknown option "methods.mimm-x.lambda". Write methods.mimm-x.options.lambda. (c.yaml:12)',
    ],
    [
      'an option beside the options of the encoder',
      { encoder: 'encoder: { name: small-cnn, norm: group }' },
      'E_OPTION: Config: unknown option "encoder.norm". Write encoder.options.norm. (c.yaml:4)',
    ],
    [
      'an unknown method',
      { methods: 'methods:\n  erm: {}\n  ermm: {}' },
      'E_UNKNOWN_NAME: Unknown method "ermm". Did you mean "erm"? (c.yaml:13)',
    ],
    [
      'an unknown encoder',
      { encoder: 'encoder: resnet--18' },
      'E_UNKNOWN_NAME: Unknown encoder "resnet--18". Did you mean "resnet-18"? (c.yaml:4)',
    ],
    [
      'an option that the encoder has not',
      { encoder: 'encoder: { name: small-cnn, options: { nrm: group } }' },
      'E_OPTION: Config: unknown option "encoder.options.nrm". Did you mean "norm"? (c.yaml:4)',
    ],
    [
      'an option that the data set has not',
      { dataset: 'dataset: { name: digits, options: { images: 10 } }' },
      'E_OPTION: Config: unknown option "dataset.options.images". There is none to give. (c.yaml:3)',
    ],
    [
      'an option that the method has not',
      { methods: 'methods:\n  mimm-x:\n    options:\n      lamda: 2' },
      'E_OPTION: Config: unknown option "methods.mimm-x.options.lamda". Did you mean "lambda"? (c.yaml:14)',
    ],
    [
      'an unknown estimator inside a method',
      { methods: 'methods:\n  a:\n    method: mimm-x\n    options:\n      estimator: mien' },
      'E_UNKNOWN_NAME: Unknown estimator "mien". Did you mean "mine"? (c.yaml:15)',
    ],
    [
      'an option that the estimator has not',
      {
        methods:
          'methods:\n  mimm-x:\n    options:\n      estimator: { name: mine, options: { hiden: [8] } }',
      },
      'E_OPTION: Config: unknown option "methods.mimm-x.options.estimator.options.hiden". Did you mean "hidden"? (c.yaml:14)',
    ],
    [
      'a plugin that is installed and not listed',
      { dataset: 'dataset: own-rays' },
      'E_UNKNOWN_NAME: "own-rays" is in datasets-own, which is installed but not listed. Write plugins: ["datasets-own"]. (c.yaml:3)',
    ],
    [
      'an estimator whose package is installed and not listed',
      { methods: 'methods:\n  mimm-x: { options: { estimator: renyi } }' },
      'E_UNKNOWN_NAME: "renyi" is in mimmx-plugin-renyi, which is installed but not listed. Write plugins: ["mimmx-plugin-renyi"]. (c.yaml:12)',
    ],
  ])('%s', async (_, change, message) => {
    expect(await messageOf(withLines(change))).toBe(message);
  });
});

test('a plugin that is listed is found', async () => {
  const change = { plugins: 'plugins: [datasets-own]', dataset: 'dataset: own-rays' };
  expect(await messageOf(withLines(change), 'yaml', [], 'datasets-own')).toBe('nothing is wrong');
});

test('all mistakes at once, in TypeScript, of the config and then of what it names', async () => {
  const config = `export default {
  datset: 'digits',
  encoder: 3,
  data: { task: { y: { colum: 'digit' }, z: [{ factor: 'thickness', strength: 'x' }] } },
  methods: { erm: {} },
};`;
  expect((await messageOf(config, 'ts')).split('\n')).toEqual([
    'E_OPTION: Config: 4 problems',
    '  unknown option "data.task.y.colum". Did you mean "column"? (c.ts:4)',
    '  option "data.task.z.0.strength": give a probability, P(z = y), or "natural" (c.ts:4)',
    '  option "encoder": expected text or an object, found 3 (c.ts:3)',
    '  unknown option "datset". Did you mean "dataset"? (c.ts:2)',
  ]);
  const named = `export default {
  dataset: 'digit',
  encoder: { name: 'small-cnn', options: { norm: 'grup', hiden: 3 } },
  data: { task: { y: { column: 'digit' }, z: [] } },
  methods: {
    'mimm-x': { options: { lamda: 2 } },
  },
};`;
  expect((await messageOf(named, 'ts')).split('\n')).toEqual([
    'E_OPTION: Config: 4 problems',
    '  Unknown dataset "digit". Did you mean "digits"? (c.ts:2)',
    '  option "encoder.options.norm": expected "batch", "group" or "none", found text "grup". Did you mean "group"? (c.ts:3)',
    '  unknown option "encoder.options.hiden". Did you mean "hidden"? (c.ts:3)',
    '  unknown option "methods.mimm-x.options.lamda". Did you mean "lambda"? (c.ts:6)',
  ]);
});

test('what the command line changed is placed there', async () => {
  const set = ['data.task.z.0.strength=many', 'training.updates=0'];
  expect((await messageOf(withLines({}), 'yaml', set)).split('\n')).toEqual([
    'E_OPTION: Config: 2 problems',
    '  option "data.task.z.0.strength": give a probability, P(z = y), or "natural" (--set data.task.z.0.strength)',
    '  option "training.updates": expected more than 0, found 0 (--set training.updates)',
  ]);
});

describe('a file that cannot be parsed says on which line:', () => {
  test.each([
    ['yaml', 'a: 1\nb: [1, 2\nc: 3\n', /^E_CONFIG: Config .*c\.yaml, line 3, cannot be read: missed comma/],
    [
      'ts',
      'export default {\n  name: "x"\n  seeds: [0],\n};',
      /^E_CONFIG: Config .*c\.ts, line [234], cannot be read: .*,/,
    ],
    ['js', 'export default {\n  seeds: [0,\n};', /^E_CONFIG: Config .*c\.js, line [23], cannot be read: /],
    [
      'mjs',
      'const a = 1;\nthrow new Error("boom");',
      /^E_CONFIG: Config .*c\.mjs, line 2, cannot be read: boom\. Mend the file\.$/,
    ],
    ['json', '{\n "name": }', /^E_CONFIG: Config .*c\.json(, line 2,)? cannot be read: Unexpected token/],
  ])('.%s', async (form, text, message) => {
    expect(await messageOf(text, form)).toMatch(message);
  });
});

test('the command prints every problem on a line of its own, and starts nothing', async () => {
  await writeFile(
    join(folder, 'two.yaml'),
    withLines({ name: 'nme: x', training: 'training: { updates: 0 }' }),
  );
  expect(await run(['train', 'two.yaml'], folder)).toEqual({
    status: 1,
    stdout: '',
    stderr: `E_OPTION: Config: 2 problems
  option "training.updates": expected more than 0, found 0 (two.yaml:15)
  unknown option "nme". Did you mean "name"? (two.yaml:1)
`,
  });
});
