import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ColumnGroup, renderTable } from '../../src/table/table.ts';

const group = (heading: string, ...columns: [string, string[]][]): ColumnGroup => ({
  heading,
  columns: columns.map(([name, cells]) => ({ heading: name, cells })),
});

test('aligns numbers to the right and names to the left', () => {
  const text = renderTable(
    ['erm', 'mimm-x'],
    [group('inverted', ['accuracy', ['9.5 [1.0, 20.0]', '83.0 [80.1, 85.9]']], ['worst', ['0.0', '76.0']])],
  );
  expect(text).toBe(
    [
      '        inverted',
      '        accuracy           worst',
      'erm       9.5 [1.0, 20.0]    0.0',
      'mimm-x  83.0 [80.1, 85.9]   76.0',
    ].join('\n'),
  );
});

test('puts below what does not fit beside, with the names again', () => {
  const wide = (heading: string) => group(heading, ['', ['x'.repeat(30)]]);
  const lines = renderTable(['a'], ['one', 'two', 'three'].map(wide), 70).split('\n');
  expect(lines.filter((line) => line.startsWith('a'))).toHaveLength(2);
  expect(lines[0]).toContain('one');
  expect(lines[0]).toContain('two');
  expect(lines[4]).toContain('three');
});

test('no line is wider than the limit as long as each group fits, and no cell is lost', () => {
  const text = fc.string({ minLength: 1, maxLength: 12, unit: fc.constantFrom('a', '7', '≥', '–') });
  const rows = fc.integer({ min: 1, max: 4 });
  fc.assert(
    fc.property(
      rows.chain((n) =>
        fc.record({
          names: fc.array(fc.string({ minLength: 1, maxLength: 40, unit: fc.constantFrom('m', '-') }), {
            minLength: n,
            maxLength: n,
          }),
          groups: fc.array(
            fc.record({ heading: text, cells: fc.array(text, { minLength: n, maxLength: n }) }),
            {
              minLength: 1,
              maxLength: 12,
            },
          ),
        }),
      ),
      ({ names, groups }) => {
        const rendered = renderTable(
          names,
          groups.map(({ heading, cells }) => group(heading, ['', cells])),
          60,
        );
        expect(Math.max(...rendered.split('\n').map((line) => [...line].length))).toBeLessThanOrEqual(60);
        for (const { cells } of groups) for (const cell of cells) expect(rendered).toContain(cell);
      },
    ),
  );
});
