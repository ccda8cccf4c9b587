import { html, type Insert, Markup, svg } from '../html.ts';
import { chartStyle, palette, type Theme } from '../palette.ts';

/** A drawing that is not yet put anywhere. Coordinates and sizes in CSS pixels. */
export interface Chart {
  readonly width: number;
  readonly height: number;
  /** What a reader hears or sees first: a few words. */
  readonly title: string;
  /** What the picture shows, in sentences, for those who cannot see it. */
  readonly description: string;
  /** Content of the `<svg>` element. */
  readonly body: Markup;
}

/**
 * The chart as an element of a page that carries the chart stylesheet. It shrinks and grows with its column, up to
 * `widest` pixels.
 */
export const inline = (chart: Chart, widest = chart.width): Markup =>
  new Markup(
    `<svg class="chart" viewBox="0 0 ${chart.width} ${chart.height}" style="max-width:${widest}px" ` +
      `role="img" aria-label="${html`${`${chart.title}. ${chart.description}`}`}">${chart.body}</svg>`,
  );

export interface FileOptions {
  /** `auto` follows the reader's setting; the others are fixed, for programs that know no media queries. */
  readonly theme?: Theme | 'auto';
  /** Charts beside each other before a new row begins (default: about as many columns as rows). */
  readonly columns?: number;
  /** Heading over all charts. */
  readonly title?: string;
}

/**
 * A whole SVG file of one chart, or of several in a grid. It names no font or picture outside itself.
 *
 * @example
 * await writeFile('methods.svg', svgFile(panels, { columns: 3 }));
 */
export function svgFile(charts: Chart | readonly Chart[], options: FileOptions = {}): string {
  const list: readonly Chart[] = 'body' in charts ? [charts] : charts;
  const columns = Math.max(1, options.columns ?? Math.ceil(Math.sqrt(list.length)));
  const gap = 16;
  const head = options.title ? 28 : 0;
  const rows = Array.from({ length: Math.ceil(list.length / columns) }, (_, row) =>
    list.slice(row * columns, (row + 1) * columns),
  );
  let width = 0;
  let y = gap + head;
  const cells: Insert[] = [];
  for (const row of rows) {
    let x = gap;
    for (const chart of row) {
      cells.push(svg`<svg x="${x}" y="${y}" width="${chart.width}" height="${chart.height}" role="img">
<title>${chart.title}</title><desc>${chart.description}</desc>${chart.body}</svg>`);
      x += chart.width + gap;
    }
    width = Math.max(width, x);
    y += Math.max(...row.map((chart) => chart.height)) + gap;
  }
  const heading =
    options.title && svg`<text class="b" x="${gap}" y="24" style="font-size:15px">${options.title}</text>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
${svg`<svg xmlns="http://www.w3.org/2000/svg" class="chart" width="${width}" height="${y}" viewBox="0 0 ${width} ${y}">
<title>${options.title ?? list.map(({ title }) => title).join('; ')}</title><style>${new Markup(styleOf(options.theme ?? 'light'))}</style><rect class="paper" width="100%" height="100%"/>${heading}${cells}</svg>`}
`;
}

/** The stylesheet with plain colours, since many SVG programs know no CSS variables. */
function styleOf(theme: Theme | 'auto'): string {
  const plain = (name: Theme) =>
    `${chartStyle}\n.paper{fill:var(--paper)}`.replace(
      /var\(--(\w+)\)/g,
      (_, role: string) => palette[name][role] ?? '',
    );
  if (theme !== 'auto') return plain(theme);
  return `${plain('light')}\n@media (prefers-color-scheme:dark){${plain('dark')}}`;
}
