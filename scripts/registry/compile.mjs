// Compiles the strangers' programs as their editors do, all of one kind at once.
import { join } from 'node:path';
import ts from 'typescript';
import { root } from '../process.mjs';

/**
 * @param files TypeScript files, each in its project
 * @param kind `bundler` or `nodenext`
 * @returns one line per error
 */
export function errorsOf(files, kind) {
  const bundler = kind === 'bundler';
  const options = {
    target: ts.ScriptTarget.ES2022,
    module: bundler ? ts.ModuleKind.ESNext : ts.ModuleKind.NodeNext,
    moduleResolution: bundler ? ts.ModuleResolutionKind.Bundler : ts.ModuleResolutionKind.NodeNext,
    strict: true,
    noEmit: true,
    // TensorFlow.js's own declarations do not pass.
    skipLibCheck: true,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts'],
    // Programs of Node have its types.
    typeRoots: [join(root, 'node_modules', '@types')],
    types: ['node'],
  };
  const program = ts.createProgram(files, options);
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const line = file && start !== undefined ? `:${file.getLineAndCharacterOfPosition(start).line + 1}` : '';
    return `${file?.fileName ?? ''}${line}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
}

/** The same program as JavaScript. */
export const javascriptOf = (code) =>
  ts.transpileModule(code, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  }).outputText;
