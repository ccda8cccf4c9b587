import { expect, test } from 'vitest';
import { checkArguments } from '../src/check-arguments.ts';

const args = {
  config: { type: 'positional', required: false },
  out: { type: 'string', alias: 'o' },
  set: { type: 'string', description: 'Change a value; may be repeated' },
  seeds: { type: 'string', valueHint: '0,1,2' },
  settings: { type: 'string', valueHint: 'a;b' },
  resume: { type: 'boolean' },
} as const;
const check = (...raw: string[]) => checkArguments('train', raw, args);

test('keeps every value of a repeated option, in either form', () => {
  expect(check('file', '--set', 'a=1', '--set=b=2', '--resume', '--set', '--c=3'.slice(2))).toEqual(
    new Map([['set', ['a=1', 'b=2', 'c=3']]]),
  );
  expect(check('-o', 'x').get('out')).toEqual(['x']);
});

test.each([
  [['--out', 'a', '-o', 'b'], 'E_USAGE: Option "--out" was given more than once: a and b. Give it once.'],
  [
    ['--seeds', '0', '--seeds=1,2'],
    'Option "--seeds" was given more than once: 0 and 1,2. Write --seeds 0,1,2',
  ],
  [['--settings', 'a', '--settings', 'b'], 'Write --settings "a;b"'],
])('what may not be repeated is refused: %j', (raw, words) => {
  expect(() => check(...raw)).toThrow(words);
});

test('a negative number or a dash is a value, another option is not', () => {
  expect(check('--set', '-1').get('set')).toEqual(['-1']);
  expect(() => check('--out', '--resume')).toThrow('E_USAGE: Option "--out" needs a value.');
  expect(() => check('--out=')).toThrow('E_USAGE: Option "--out" needs a value.');
});

test.each([
  [['--resme'], 'has no option "--resme". Did you mean "--resume"?'],
  [['-x'], 'has no option "-x".'],
  [['--config=x'], 'has no option "--config". Write it without "--config".'],
  [['--confg'], 'has no option "--confg". Known: out, resume, seeds, set, settings.'],
  [['a', 'b'], 'does not take "b"'],
])('%j', (raw, words) => {
  expect(() => check(...raw)).toThrow(words);
});

test('asks for an argument that is missing', () => {
  expect(() => checkArguments('report', [], { run: { type: 'positional', required: true } })).toThrow(
    'E_USAGE: "mimmx report" needs RUN.',
  );
});
