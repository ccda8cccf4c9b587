/** The TypeScript examples of a Markdown page, in order. */
export const examplesOf = (page: string): string[] =>
  [...page.matchAll(/```ts\n([\s\S]*?)```/g)].map((match) => match[1]!);

/**
 * Runs an example of a page as it stands there, without compiling it: types may occur in `import type` and `as const` only.
 *
 * @param packages what it may import, by name
 * @param scope values that it takes for granted, by the names that it uses
 * @returns what it logs
 */
export async function runExample(
  code: string,
  packages: Readonly<Record<string, object>>,
  scope: Readonly<Record<string, unknown>> = {},
): Promise<string[]> {
  const lines: string[] = [];
  const body = code
    .replace(/^import type .*$/gm, '')
    .replace(/^import \* as (\w+) from '([^']+)';$/gm, 'const $1 = packages["$2"];')
    .replace(/^import (\{[^}]*\}) from '([^']+)';$/gm, 'const $1 = packages["$2"];')
    .replace(/^export /gm, '')
    .replaceAll(' as const', '');
  const console = { log: (...parts: unknown[]) => void lines.push(parts.join(' ')) };
  const AsyncFunction = (async () => {}).constructor as FunctionConstructor;
  const names = Object.keys(scope).filter((name) => !new RegExp(`const ${name}\\b`).test(body));
  const args = { packages, console, ...Object.fromEntries(names.map((name) => [name, scope[name]])) };
  await AsyncFunction(...Object.keys(args), body)(...Object.values(args));
  return lines;
}
