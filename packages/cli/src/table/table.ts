import { harmlessLine } from '../print.ts';

/** Columns that stand under one heading and are never parted. */
export interface ColumnGroup {
  readonly heading: string;
  readonly columns: readonly { readonly heading: string; readonly cells: readonly string[] }[];
}

/** Names of classes, columns and methods are whatever a table or a stranger's run says. */
const harmlessGroup = ({ heading, columns }: ColumnGroup): ColumnGroup => ({
  heading: harmlessLine(heading),
  columns: columns.map((column) => ({
    heading: harmlessLine(column.heading),
    cells: column.cells.map(harmlessLine),
  })),
});

const GAP = '  ';
const widthOf = (text: string): number => [...text].length;
const padStart = (text: string, width: number): string =>
  ' '.repeat(Math.max(0, width - widthOf(text))) + text;
const padEnd = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - widthOf(text)));
const shorten = (text: string, width: number): string =>
  widthOf(text) <= width ? text : `${[...text].slice(0, width - 1).join('')}…`;

/**
 * A table for the terminal: rows with a name each, columns in groups. Groups that do not fit beside each other go
 * below, with the names again.
 *
 * @param limit greatest width of a line, in characters
 */
export function renderTable(rows: readonly string[], given: readonly ColumnGroup[], limit = 100): string {
  const names = rows.map((row) => shorten(harmlessLine(row), 24));
  const groups = given.map(harmlessGroup);
  const nameWidth = Math.max(0, ...names.map(widthOf));
  const blocks: ColumnGroup[][] = [];
  let used = Number.POSITIVE_INFINITY;
  for (const group of groups) {
    const width = GAP.length + groupWidth(group);
    if (used + width > limit) {
      blocks.push([]);
      used = nameWidth;
    }
    blocks.at(-1)?.push(group);
    used += width;
  }
  return blocks.map((block) => renderBlock(names, nameWidth, block)).join('\n\n');
}

const columnWidths = (group: ColumnGroup): number[] =>
  group.columns.map(({ heading, cells }) => Math.max(widthOf(heading), ...cells.map(widthOf)));

const groupWidth = (group: ColumnGroup): number => {
  const widths = columnWidths(group);
  const content = widths.reduce((a, b) => a + b, 0) + GAP.length * (widths.length - 1);
  return Math.max(content, widthOf(group.heading));
};

function renderBlock(names: readonly string[], nameWidth: number, groups: readonly ColumnGroup[]): string {
  type Pad = typeof padStart;
  const line = (name: string, pad: Pad, cell: (group: ColumnGroup, column: number) => string): string => {
    const parts = groups.map((group) => {
      const widths = columnWidths(group);
      const cells = widths.map((width, i) => pad(cell(group, i), width)).join(GAP);
      return padEnd(cells, groupWidth(group));
    });
    return [padEnd(name, nameWidth), ...parts].join(GAP).trimEnd();
  };
  const headings = groups.map((group) => padEnd(group.heading, groupWidth(group)));
  return [
    [padEnd('', nameWidth), ...headings].join(GAP).trimEnd(),
    line('', padEnd, (group, i) => group.columns[i]?.heading ?? ''),
    ...names.map((name, row) => line(name, padStart, (group, i) => group.columns[i]?.cells[row] ?? '')),
  ].join('\n');
}
