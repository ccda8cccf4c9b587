import ts from 'typescript';

/** The TypeScript examples of a Markdown page, in order. */
export const examplesOf = (page: string): string[] =>
  [...page.matchAll(/```ts\n([\s\S]*?)```/g)].map((match) => match[1]!);

/** What an example did. */
export interface ExampleRun {
  /** What it logged. */
  readonly printed: readonly string[];
  /** What it exports as default, if it does. */
  readonly exported: unknown;
}

/**
 * Runs an example of a page as it stands there.
 *
 * @param packages what it may import, by name
 * @param scope values that it takes for granted, by the names that it uses
 */
export async function runExample(
  code: string,
  packages: Readonly<Record<string, object>>,
  scope: Readonly<Record<string, unknown>> = {},
): Promise<ExampleRun> {
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext };
  const body = ts
    .transpileModule(code, { compilerOptions: { ...compilerOptions, verbatimModuleSyntax: true } })
    .outputText.replace(/^import \* as (\w+) from '([^']+)';$/gm, 'const $1 = take("$2");')
    .replace(
      /^import \{([^}]*)\} from '([^']+)';$/gm,
      (_, names: string, name: string) => `const {${names.replaceAll(' as ', ': ')}} = take("${name}");`,
    )
    .replace(/^export default /m, 'run.exported = ')
    .replace(/^export \{\};$/gm, '');
  const printed: string[] = [];
  const run = { printed, exported: undefined as unknown };
  const take = (name: string) => {
    if (!packages[name]) throw new Error(`The example imports ${name}, which its test does not give.`);
    return packages[name];
  };
  const console = { log: (...parts: unknown[]) => void printed.push(parts.join(' ')) };
  const AsyncFunction = (async () => {}).constructor as FunctionConstructor;
  const names = Object.keys(scope).filter((name) => !new RegExp(`const ${name}\\b`).test(body));
  const args = { take, run, console, ...Object.fromEntries(names.map((name) => [name, scope[name]])) };
  await AsyncFunction(...Object.keys(args), body)(...Object.values(args));
  return run;
}
