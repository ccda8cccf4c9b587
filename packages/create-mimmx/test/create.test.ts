import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { create } from '../src/index.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'create mimmx '));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What would be run, each as one line; `fails` is the number of the line that fails. */
function linesOf(options: readonly string[], agent: string, fails = -1): { lines: string[]; status: number } {
  const lines: string[] = [];
  const run = (program: string, args: readonly string[]) => {
    lines.push([program, ...args].join(' '));
    return lines.length === fails ? 7 : 0;
  };
  const status = create(options, { folder, environment: { npm_config_user_agent: agent }, run });
  return { lines, status };
}

test.each([
  [
    'npm/11.0.0 node/v24',
    ['npm install @mimmx/cli @mimmx/datasets-cxr', 'npx --no-install mimmx init --y a'],
  ],
  ['pnpm/12.0.0 npm/?', ['pnpm add @mimmx/cli @mimmx/datasets-cxr', 'pnpm exec mimmx init --y a']],
  ['yarn/1.22.22 npm/?', ['yarn add @mimmx/cli @mimmx/datasets-cxr', 'yarn mimmx init --y a']],
])('with %s it installs the command and hands over', (agent, lines) => {
  expect(linesOf(['--y', 'a'], agent)).toEqual({ lines, status: 0 });
  expect(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))).toEqual({
    private: true,
    type: 'module',
  });
});

test('NIfTI at any depth asks for the package of MRI, and a package.json is left as it is', () => {
  mkdirSync(join(folder, 'sub-01', 'anat'), { recursive: true });
  writeFileSync(join(folder, 'sub-01', 'anat', 'sub-01_T1w.nii.gz'), '');
  writeFileSync(join(folder, 'package.json'), '{"name":"mine"}');
  expect(linesOf([], 'npm').lines[0]).toBe('npm install @mimmx/cli @mimmx/datasets-mri');
  expect(readFileSync(join(folder, 'package.json'), 'utf8')).toBe('{"name":"mine"}');
});

test('an installation that fails ends it with its status', () => {
  expect(linesOf([], 'npm', 1)).toEqual({ lines: ['npm install @mimmx/cli @mimmx/datasets-cxr'], status: 7 });
  expect(existsSync(join(folder, 'mimmx.config.ts'))).toBe(false);
});
