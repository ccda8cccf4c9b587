/** Colours that are told apart with any colour vision (Okabe & Ito 2008), in turn. */
const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#000000'];

export const colour = (i: number): string => COLOURS[i % COLOURS.length]!;

const number = (v: number): string => v.toFixed(1);

/** Outlines about (0, 0), which tell series of the same colour apart. */
const SHAPES = [
  'M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0',
  'M-3.5-3.5h7v7h-7z',
  'M0-4.5L4.5 3.5h-9z',
  'M0-5L5 0L0 5L-5 0z',
];

/** The mark of the i-th series at a place in pixels. */
export const mark = (i: number, x: number, y: number, inside = ''): string =>
  `<path d="${SHAPES[Math.floor(i / COLOURS.length) % SHAPES.length]}" transform="translate(${number(x)} ${number(y)})" fill="${colour(i)}" fill-opacity="0.8">${inside}</path>`;

const DASHES = ['', '6 3', '2 2'];

/** Attributes of the line of the i-th series. */
export const stroke = (i: number): string =>
  `stroke="${colour(i)}" stroke-dasharray="${DASHES[Math.floor(i / COLOURS.length) % DASHES.length]}"`;

/** Text made safe between tags and in attributes. */
export const markup = (text: string): string => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

export interface Frame {
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly x: readonly [low: number, high: number];
  readonly y: readonly [low: number, high: number];
}

const WIDTH = 760;
const HEIGHT = 460;
const LEFT = 76;
const RIGHT = 190;
const TOP = 36;
const BOTTOM = 48;
const LINE = 16;

/** Places of a frame's coordinates on the drawing, in pixels. */
export const scales = ({ x, y }: Frame) => ({
  x: (v: number) => LEFT + ((v - x[0]) / (x[1] - x[0])) * (WIDTH - LEFT - RIGHT),
  y: (v: number) => HEIGHT - BOTTOM - ((v - y[0]) / (y[1] - y[0])) * (HEIGHT - TOP - BOTTOM),
});

/** About five round numbers within a range. */
function ticks([low, high]: readonly [number, number]): number[] {
  const rough = (high - low) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10);
  const first = Math.ceil(low / step - 1e-9);
  const count = Math.floor(high / step + 1e-9) - first + 1;
  return Array.from({ length: count }, (_, i) => (first + i) * step);
}

/** An SVG document: axes with round ticks, what is drawn, and a legend by name. */
export function svg(frame: Frame, body: string, legend: readonly string[]): string {
  const at = scales(frame);
  const label = (v: number) => String(Number(v.toPrecision(6))).replace('-', '−');
  const xs = ticks(frame.x).map(
    (v) => `<text x="${number(at.x(v))}" y="${HEIGHT - BOTTOM + 16}" text-anchor="middle">${label(v)}</text>`,
  );
  const ys = ticks(frame.y).map(
    (v) =>
      `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${number(at.y(v))}" y2="${number(at.y(v))}" stroke="${v === 0 ? '#777' : '#ddd'}"/>` +
      `<text x="${LEFT - 6}" y="${number(at.y(v) + 4)}" text-anchor="end">${label(v)}</text>`,
  );
  const names = legend.map(
    (name, i) =>
      mark(i, WIDTH - RIGHT + 18, TOP + 6 + LINE * i) +
      `<text x="${WIDTH - RIGHT + 30}" y="${TOP + 10 + LINE * i}">${markup(name)}</text>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12" role="img" aria-label="${markup(frame.title)}">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    `<text x="${LEFT}" y="20" font-size="14">${markup(frame.title)}</text>`,
    ...ys,
    ...xs,
    body,
    `<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 12}" text-anchor="middle">${markup(frame.xLabel)}</text>`,
    `<text transform="translate(16 ${HEIGHT / 2}) rotate(-90)" text-anchor="middle">${markup(frame.yLabel)}</text>`,
    ...names,
    '</svg>\n',
  ].join('\n');
}
