// What each package exports, as the compiler sees it.
import { join } from 'node:path';
import ts from 'typescript';
import { readPackages } from '../sources.mjs';

const KINDS = [
  [ts.SymbolFlags.Class, 'class'],
  [ts.SymbolFlags.Function, 'function'],
  [ts.SymbolFlags.Variable, 'const'],
  [ts.SymbolFlags.Enum, 'enum'],
  [ts.SymbolFlags.Interface, 'interface'],
  [ts.SymbolFlags.TypeAlias, 'type'],
  [ts.SymbolFlags.Module, 'namespace'],
];

function kindOf(symbol) {
  const kinds = KINDS.filter(([flag]) => symbol.flags & flag).map(([, kind]) => kind);
  // A class is a type as well; an interface beside a constant of its name is both.
  return kinds[0] === 'class' ? 'class' : kinds.join(' + ');
}

/**
 * Every public name of every package, by folder of the package: one line for each, `kind name`, below the entry that
 * exports it.
 */
export function publicApi(root) {
  const packages = readPackages(root).filter(({ entries }) => entries.size > 0);
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, root);
  const files = packages.flatMap(({ entries }) => [...entries.values()].map((file) => join(root, file)));
  const program = ts.createProgram(files, options);
  const checker = program.getTypeChecker();
  const namesOf = (file) => {
    const module = checker.getSymbolAtLocation(program.getSourceFile(join(root, file)));
    return checker
      .getExportsOfModule(module)
      .map((symbol) => {
        const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
        return { name: symbol.name, kind: kindOf(target) };
      })
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  };
  return new Map(
    packages.map(({ folder, entries }) => [
      folder,
      [...entries].map(([specifier, file]) => ({ specifier, names: namesOf(file) })),
    ]),
  );
}

/** The text of `packages/FOLDER/api.txt`. */
export const apiText = (entries) =>
  `${entries
    .map(({ specifier, names }) =>
      [specifier, ...names.map(({ kind, name }) => `  ${kind} ${name}`)].join('\n'),
    )
    .join('\n\n')}\n`;
