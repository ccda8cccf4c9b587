import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, test } from 'vitest';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
const fixture = path('fixtures/types/typed.config.ts');

/** Line by line, what the compiler says of the fixture. */
function errors(): Map<number, string> {
  const { config } = ts.readConfigFile(path('../../../tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, path('../../..'));
  const program = ts.createProgram([fixture], options);
  const source = program.getSourceFile(fixture)!;
  const found = new Map<number, string>();
  for (const { start = 0, messageText } of program.getSemanticDiagnostics(source)) {
    const line = source.getLineAndCharacterOfPosition(start).line + 1;
    found.set(line, `${found.get(line) ?? ''}${ts.flattenDiagnosticMessageText(messageText, ' ')}`);
  }
  return found;
}

test('in a config, the editor knows every name and option, and nothing else', () => {
  const expected = readFileSync(fixture, 'utf8')
    .split('\n')
    .flatMap((text, i) => {
      const [, message] = /\/\/ ✗ (.*)$/.exec(text) ?? [];
      return message === undefined ? [] : [[i + 1, message] as const];
    });
  const found = errors();
  expect([...found.keys()]).toEqual(expected.map(([line]) => line));
  const told = expected.filter(([line, message]) => !found.get(line)?.includes(message));
  expect(told.map(([line, message]) => `${line}: ${message} ← ${found.get(line)}`)).toEqual([]);
});
