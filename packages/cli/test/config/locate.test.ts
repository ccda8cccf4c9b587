import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lineOf } from '../../src/config/locate/index.ts';

const TS = `import { defineConfig } from '@mimmx/cli';
// { training: { updates: 1 } } is not it
const shared = { lambda: 2 };

export default defineConfig({
  name: 'a, "b": { c', /* training: { */
  dataset: 'digits',
  data: {
    task: {
      y: { column: 'digit', positive: '>= 5' },
      z: [
        { factor: 'thickness', strength: 0.9 },
        { factor: 'rotation',
          strength: Math.max(0.9, [1, 2].length) },
      ],
    },
  },
  methods: {
    erm: {},
    'mimm-x': { options: shared },
    "group-balanced": {
      options: { primaryWidth: 4 },
    },
  },
});
`;

const YAML = `# yaml-language-server: $schema=x
name: "a: b"   # a comment: no key
dataset: digits
data:
  task:
    y: { column: digit,
         positive: '>= 5' }
    z:
    - factor: thickness
      strength: 0.9
    -
      factor: rotation
      strength: 0.9
    - { factor: blur, strength: 2 }

methods:
  "mimm-x":
    options:
      lambda: 2
  erm: {}
`;

describe('finds the line of', () => {
  test.each([
    ['x.ts', TS, ['name'], 6],
    ['x.ts', TS, ['data', 'task', 'z'], 11],
    ['x.ts', TS, ['data', 'task', 'z', 1], 13],
    ['x.ts', TS, ['data', 'task', 'z', 1, 'strength'], 14],
    ['x.ts', TS, ['data', 'task', 'y', 'cuts'], 10],
    ['x.ts', TS, ['methods', 'mimm-x', 'options', 'lambda'], 20],
    ['x.ts', TS, ['methods', 'group-balanced', 'options', 'primaryWidth'], 22],
    ['x.ts', TS, ['training', 'updates'], undefined],
    ['x.mjs', 'export default { a: 1,\n b: 2 }', ['b'], 2],
    ['x.cjs', 'module.exports = {\n\n b: 2 }', ['b'], 3],
    ['x.ts', 'const config = { a: 1 };\nexport default config;', ['a'], undefined],
    ['x.json', '{\n "a": "}",\n "b": [1,\n 2] }', ['b', 1], 4],
    ['x.yaml', YAML, ['name'], 2],
    ['x.yaml', YAML, ['dataset', 'options'], 3],
    ['x.yaml', YAML, ['data', 'task', 'y', 'positive'], 7],
    ['x.yaml', YAML, ['data', 'task', 'z', 0, 'strength'], 10],
    ['x.yaml', YAML, ['data', 'task', 'z', 1, 'strength'], 13],
    ['x.yaml', YAML, ['data', 'task', 'z', 2, 'strength'], 14],
    ['x.yaml', YAML, ['methods', 'mimm-x', 'options', 'lambda'], 19],
    ['x.yaml', YAML, ['methods', 'erm'], 20],
    ['x.yaml', YAML, ['encoder'], undefined],
  ] as const)('%s, %#', (file, text, path, line) => {
    expect(lineOf(file, text, path)).toBe(line);
  });
});

/** A value in YAML's block style. */
function yaml(value: unknown, pad = ''): string {
  if (typeof value !== 'object' || value === null) return `${pad}${JSON.stringify(value)}\n`;
  if (Array.isArray(value))
    return value.map((inside) => `${pad}- ${yaml(inside, `${pad}  `).trimStart()}`).join('');
  const entries = Object.entries(value).map(([key, inside]) =>
    typeof inside === 'object'
      ? `${pad}${key}:\n${yaml(inside, `${pad}  `)}`
      : `${pad}${key}: ${JSON.stringify(inside)}\n`,
  );
  return entries.join('');
}

/** Every path of a value, with a mark that stands on its line alone. */
function marked(value: unknown, path: readonly PropertyKey[] = []): readonly (readonly PropertyKey[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, inside]) =>
    marked(inside, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

test('any value, as JSON and as YAML: the line found is the one with the value in it', () => {
  let count = 0;
  const leaf = fc.constant(null).map(() => `value ${count++} {[,: `);
  const key = fc.stringMatching(/^[a-z][a-z. -]{0,5}[a-z]$/);
  const { tree } = fc.letrec((tie) => ({
    tree: fc.dictionary(key, fc.oneof(leaf, tie('tree'), tie('list')), { minKeys: 1, maxKeys: 3 }),
    list: fc.array(fc.oneof(leaf, tie('tree')), { minLength: 1, maxLength: 3 }),
  }));
  fc.assert(
    fc.property(tree, (value) => {
      for (const [file, text] of [
        ['x.json', JSON.stringify(value, null, 2)],
        ['x.yaml', yaml(value)],
      ] as const) {
        const lines = text.split('\n');
        for (const path of marked(value)) {
          const at = path.reduce<unknown>((inside, part) => (inside as never)[part], value);
          const line = lineOf(file, text, path);
          expect(lines[(line ?? 0) - 1]).toContain(String(at));
        }
      }
    }),
  );
});
