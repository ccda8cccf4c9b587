import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, test } from 'vitest';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
const root = path('../../..');
const fixture = path('fixtures/types/typed.config.ts');
const text = readFileSync(fixture, 'utf8');

/** What an editor knows of the fixture, under the project's own compiler options. */
const editor = (() => {
  const { config } = ts.readConfigFile(path('../../../tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  return ts.createLanguageService({
    fileExists: ts.sys.fileExists,
    readFile: ts.sys.readFile,
    readDirectory: ts.sys.readDirectory,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
    getCompilationSettings: () => options,
    getScriptFileNames: () => [fixture],
    getScriptVersion: () => '1',
    getScriptSnapshot: (file) => {
      const content = ts.sys.readFile(file);
      return content === undefined ? undefined : ts.ScriptSnapshot.fromString(content);
    },
    getCurrentDirectory: () => root,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
  });
})();

/** Line by line, what the compiler says. */
function errors(): Map<number, string> {
  const found = new Map<number, string>();
  for (const { start = 0, messageText } of editor.getSemanticDiagnostics(fixture)) {
    const line = text.slice(0, start).split('\n').length;
    found.set(line, `${found.get(line) ?? ''}${ts.flattenDiagnosticMessageText(messageText, ' ')}`);
  }
  return found;
}

test('in a config, a name or an option that does not exist is an error, and nothing else is', () => {
  const expected = text.split('\n').flatMap((line, i) => {
    const [, message] = /\/\/ ✗ (.*)$/.exec(line) ?? [];
    return message === undefined ? [] : [[i + 1, message] as const];
  });
  const found = errors();
  expect([...found.keys()]).toEqual(expected.map(([line]) => line));
  const otherwise = expected.filter(([line, message]) => !found.get(line)?.includes(message));
  expect(otherwise.map(([line, message]) => `${line}: ${message} ← ${found.get(line)}`)).toEqual([]);
});

test.each([
  ["dataset: 'digit'", "'digit'", 'digits'],
  ["encoder: 'resnet-19'", "'resnet-19'", 'resnet-18'],
  ['ermm: {},', 'ermm', 'oracle'],
  ["method: 'mimmx'", "'mimmx'", 'mimm-x'],
  ['options: { lamda: 2 }', 'lamda', 'lambda'],
  ["engine: 'slrum'", "'slrum'", 'slurm'],
  ["estimator: 'minee'", "'minee'", 'mine'],
  ['options: { hiden: [8] }', 'hiden', 'hidden'],
])('in %s the editor offers what exists in place of %s: %s', (place, wrong, offered) => {
  const position = text.indexOf(place) + place.indexOf(wrong) + 1;
  const names = editor.getCompletionsAtPosition(fixture, position, {})?.entries.map(({ name }) => name);
  expect(names).toContain(offered);
});
