import { svg } from '../html.ts';
import { known, type Maybe, mean, percentage } from '../numbers.ts';
import type { Chart } from '../svg/chart.ts';
import { fit } from '../svg/text.ts';

export interface TileInput {
  readonly title: string;
  /** One tile each, row by row, as fractions. */
  readonly tiles: readonly { readonly label: string; readonly accuracy: Maybe }[];
  readonly columns: number;
  readonly width?: number;
}

/** Accuracy of very many groups, one small tile each: the darker, the more mistakes. */
export function tileChart({ title, tiles, columns, width = 220 }: TileInput): Chart {
  const side = (width - 2) / columns;
  const top = 22;
  const rows = Math.ceil(tiles.length / columns);
  const body = tiles.map(({ label, accuracy }, i) => {
    const [x, y] = [(i % columns) * side + 1, top + Math.floor(i / columns) * side];
    const error = known(accuracy) ? 1 - accuracy : 0;
    const shade = Math.round(error * 100) / 100;
    return svg`<rect class="${known(accuracy) ? 'f-alarm' : 'frame'}" fill-opacity="${String(shade)}" x="${x}" y="${y}" width="${side - 0.8}" height="${side - 0.8}"><title>${label}: ${percentage(accuracy)} %</title></rect>`;
  });
  const numbers = tiles.map((tile) => tile.accuracy).filter(known);
  return {
    width,
    height: Math.ceil(top + rows * side + 2),
    title,
    description: `${tiles.length} groups; mean ${percentage(mean(numbers))} %, lowest ${percentage(Math.min(...numbers))} %.`,
    body: svg`<text class="b" x="2" y="12">${fit(title, width - 4)}</text><path class="grid" d="M0.5 ${top - 1}H${width - 0.5}V${top + rows * side + 0.5}H0.5z"/>${body}`,
  };
}
