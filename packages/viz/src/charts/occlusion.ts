import { svg } from '../html.ts';
import { percentage } from '../numbers.ts';
import type { Chart } from '../svg/chart.ts';

export interface OcclusionInput {
  readonly title: string;
  /** Id of the picture under it, which stands elsewhere on the page. */
  readonly picture: string;
  readonly rows: number;
  readonly columns: number;
  /** Row by row: by how much covering a cell lowers what was said. */
  readonly values: readonly number[];
  /** The change of the strongest colour. */
  readonly largest: number;
  /** How a change is told. */
  readonly told?: (value: number) => string;
  readonly width?: number;
  readonly height?: number;
}

/** Changes that are this small a share of the largest are not drawn. */
const FAINT = 0.06;

/**
 * What an answer hangs on, over the picture: coloured where covering lowers what was said, in the other colour and with a
 * cross where covering raises it.
 */
export function occlusionChart(input: OcclusionInput): Chart {
  const { title, rows, columns, values, largest, picture, width = 104, height = 104 } = input;
  const told = input.told ?? percentage;
  const [w, h] = [width / columns, height / rows];
  const cells = values.map((value, i) => {
    const strength = largest > 0 ? Math.min(1, Math.abs(value) / largest) : 0;
    if (strength < FAINT) return null;
    const [x, y] = [(i % columns) * w, Math.floor(i / columns) * h];
    const opacity = String(Math.round(20 + strength * 65) / 100);
    const cross =
      value < 0 &&
      svg`<path class="l-alarm" stroke-width="1" d="M${x + w * 0.3} ${y + h * 0.3}l${w * 0.4} ${h * 0.4}M${x + w * 0.7} ${y + h * 0.3}l${-w * 0.4} ${h * 0.4}"/>`;
    return svg`<rect class="f-${value > 0 ? 'accent' : 'alarm'}" fill-opacity="${opacity}" x="${x}" y="${y}" width="${w}" height="${h}"><title>${told(value)}</title></rect>${cross}`;
  });
  const top = values.indexOf(Math.max(...values));
  const place = `row ${Math.floor(top / columns) + 1} of ${rows}, column ${(top % columns) + 1} of ${columns}`;
  const strongest = values[top] ?? 0;
  return {
    width,
    height,
    title,
    description:
      strongest > 0
        ? `Covering ${place} lowers it most, by ${told(strongest)}.`
        : 'Covering no part of it lowers what was said.',
    body: svg`<use class="under" href="#${picture}" width="${width}" height="${height}"/>${cells}<path class="grid" d="M0.5 0.5H${width - 0.5}V${height - 0.5}H0.5z"/>`,
  };
}
