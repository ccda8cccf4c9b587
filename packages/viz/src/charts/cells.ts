import { svg } from '../html.ts';
import { count } from '../numbers.ts';
import type { Chart } from '../svg/chart.ts';
import { fit, textWidth } from '../svg/text.ts';

export interface CellInput {
  readonly title: string;
  /** One bar each: label, number of images, and the series of its colour (class of y). */
  readonly cells: readonly { readonly label: string; readonly count: number; readonly series: number }[];
  readonly subtitle?: string;
  readonly width?: number;
}

/** Number of images in each cell of a split, as bars. */
export function cellChart({ title, subtitle, cells, width = 344 }: CellInput): Chart {
  const step = 19;
  const top = subtitle ? 38 : 24;
  const left = Math.min(190, 14 + Math.max(20, ...cells.map((cell) => textWidth(cell.label))));
  const right = 14 + Math.max(10, ...cells.map((cell) => textWidth(count(cell.count))));
  const largest = Math.max(1, ...cells.map((cell) => cell.count));
  const body = cells.map((cell, i) => {
    const y = top + i * step;
    const length = ((width - left - right) * cell.count) / largest;
    return svg`<text class="e" x="${left - 8}" y="${y + 12}">${fit(cell.label, left - 10)}</text>
<rect class="f-s${String(cell.series % 8)}" x="${left}" y="${y + 2}" width="${Math.max(cell.count > 0 ? 1 : 0, length)}" height="12" rx="1.5"><title>${cell.label}: ${count(cell.count)}</title></rect>
<text class="m" x="${left + length + 6}" y="${y + 12}">${count(cell.count)}</text>`;
  });
  return {
    width,
    height: top + cells.length * step + 4,
    title,
    description: cells.map((cell) => `${cell.label}: ${cell.count}`).join('; '),
    body: svg`<text class="b" x="2" y="13">${fit(title, width - 4)}</text>${subtitle && svg`<text class="m" x="2" y="28">${fit(subtitle, width - 4)}</text>`}${body}`,
  };
}
