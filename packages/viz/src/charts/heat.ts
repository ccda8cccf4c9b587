import { svg } from '../html.ts';
import { fixed, known, type Maybe } from '../numbers.ts';
import type { Chart } from '../svg/chart.ts';
import { fit, textWidth } from '../svg/text.ts';

export interface HeatCell {
  readonly value: Maybe;
  /** Said when the cell is pointed at. */
  readonly title?: string;
  /** Set off by a frame, such as what was intervened on. */
  readonly framed?: boolean;
  /** Whether it differs from 0; a cell that does not is written in grey. */
  readonly certain?: boolean;
}

export interface HeatInput {
  readonly title: string;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** Row by row. */
  readonly cells: readonly (readonly HeatCell[])[];
  /** The value of the strongest colour, both ways. */
  readonly largest?: number;
  readonly decimals?: number;
}

const ROW = 30;
const TOP = 46;

/**
 * Signed numbers in a grid: one colour above 0, another below, both the stronger the further away; every number is
 * written with its sign, so that nothing hangs on colour.
 */
export function heatChart({ title, rows, columns, cells, largest = 25, decimals = 1 }: HeatInput): Chart {
  const left = Math.min(160, 14 + Math.max(...rows.map((row) => textWidth(row))));
  const wide = Math.max(64, Math.min(120, 12 + Math.max(...columns.map((column) => textWidth(column)))));
  const body = cells.map((line, r) =>
    line.map(({ value, title: said, framed, certain = true }, c) => {
      const [x, y] = [left + c * wide, TOP + r * ROW];
      const share = known(value) ? Math.min(1, Math.abs(value) / largest) * 0.55 : 0;
      const role = known(value) && value > 0 ? 'f-alarm' : 'f-s5';
      return svg`<g><title>${said ?? ''}</title><rect class="frame" x="${x + 1}" y="${y + 1}" width="${wide - 2}" height="${ROW - 2}"/><rect class="${role}" fill-opacity="${String(Math.round(share * 100) / 100)}" x="${x + 1}" y="${y + 1}" width="${wide - 2}" height="${ROW - 2}"/>${framed && svg`<rect class="l-ink" x="${x + 1.5}" y="${y + 1.5}" width="${wide - 3}" height="${ROW - 3}"/>`}<text class="c${certain ? '' : ' m'}" x="${x + wide / 2}" y="${y + ROW / 2 + 4}">${signed(value, decimals)}</text></g>`;
    }),
  );
  return {
    width: left + columns.length * wide + 4,
    height: TOP + rows.length * ROW + 4,
    title,
    description: rows
      .map(
        (row, r) =>
          `${row}: ${columns.map((column, c) => `${column} ${signed(cells[r]![c]!.value, decimals)}`).join(', ')}`,
      )
      .join('. '),
    body: svg`<text class="b" x="2" y="12">${fit(title, left + columns.length * wide)}</text>${columns.map((column, c) => svg`<text class="c m" x="${left + (c + 0.5) * wide}" y="${TOP - 8}">${fit(column, wide - 4)}</text>`)}${rows.map((row, r) => svg`<text x="2" y="${TOP + r * ROW + ROW / 2 + 4}">${fit(row, left - 8)}</text>`)}${body}`,
  };
}

/** With its sign, and 0 without one. */
export const signed = (value: Maybe, decimals = 1): string => {
  const text = fixed(value, decimals);
  return known(value) && Number(value.toFixed(decimals)) > 0
    ? `+${text}`
    : text.replace(/^\u2212(0(\.0+)?)$/, '$1');
};
