import { MimmxError } from '@mimmx/core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { printError } from '../src/print-error.ts';
import { UsageError } from '../src/usage-error.ts';

let written: string;
beforeEach(() => {
  written = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    written += text;
    return true;
  });
});
afterEach(() => vi.restoreAllMocks());

test.each([
  [new MimmxError('E_OPTION', 'wrong'), 1, 'E_OPTION: wrong\n'],
  [new UsageError('wrong'), 2, 'E_USAGE: wrong\n'],
  [new TypeError('x is not\n  a function'), 1, 'E_INTERNAL: x is not a function; run again with --debug\n'],
  ['thrown text', 1, 'E_INTERNAL: thrown text; run again with --debug\n'],
  [new MimmxError('E_PLUGIN_LOAD', 'first\nsecond'), 1, 'E_PLUGIN_LOAD: first second\n'],
])('%s: one line and a status', (error, status, line) => {
  expect(printError(error, false)).toBe(status);
  expect(written).toBe(line);
});

test('--debug shows the stack, and that of the cause', () => {
  const cause = new RangeError('the cause');
  expect(printError(new MimmxError('E_STORAGE', 'wrong', { cause }), true)).toBe(1);
  expect(written).toMatch(
    /^E_STORAGE: wrong\n[\s\S]*print-error\.test[\s\S]*RangeError: the cause\n[\s\S]*print-error\.test/,
  );
});
