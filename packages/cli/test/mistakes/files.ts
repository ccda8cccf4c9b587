// Config files that cannot be read, with the code of the answer and what the line must say.
export const brokenFiles: readonly (readonly [
  name: string,
  file: string,
  content: string,
  code: string,
  says: string | RegExp,
])[] = [
  ['JSON that is cut short', 'cut.json', '{"name": ', 'E_CONFIG', 'cut.json'],
  ['an empty YAML', 'empty.yaml', '# later\n---\n', 'E_CONFIG', 'empty.yaml is empty'],
  ['an empty JSON', 'empty.json', '\n', 'E_CONFIG', 'empty.json is empty'],
  ['a list', 'list.json', '[]', 'E_CONFIG', 'not an object'],
  ['YAML with a tab', 'tab.yaml', 'name: a\ndata:\n\ttask: 1\n', 'E_CONFIG', /tab\.yaml.*3/],
  [
    'TypeScript with a comma missing',
    'comma.ts',
    'export default {\n  name: "a"\n  seeds: [0],\n};\n',
    'E_CONFIG',
    'comma.ts, line 3',
  ],
  ['a module that throws', 'throwing.mjs', 'throw new Error("first\\nsecond");', 'E_CONFIG', 'first'],
  ['a module that exports nothing', 'nothing.mjs', 'export const a = 1;', 'E_OPTION', 'dataset'],
];
