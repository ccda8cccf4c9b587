/** Colours that are told apart with any colour vision (Okabe & Ito 2008), in turn. */
const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#000000'];

export const colour = (i: number): string => COLOURS[i % COLOURS.length]!;

/** Text made safe between tags and in attributes. */
export const markup = (text: string): string => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

export interface Frame {
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly x: readonly [low: number, high: number];
  readonly y: readonly [low: number, high: number];
}

const WIDTH = 720;
const HEIGHT = 420;
const LEFT = 64;
const RIGHT = 150;
const TOP = 36;
const BOTTOM = 48;

/** Places of a frame's coordinates on the drawing, in pixels. */
export const scales = ({ x, y }: Frame) => ({
  x: (v: number) => LEFT + ((v - x[0]) / (x[1] - x[0])) * (WIDTH - LEFT - RIGHT),
  y: (v: number) => HEIGHT - BOTTOM - ((v - y[0]) / (y[1] - y[0])) * (HEIGHT - TOP - BOTTOM),
});

/** An SVG document: axes with five ticks each, what is drawn, and a legend by name. */
export function svg(frame: Frame, body: string, legend: readonly string[]): string {
  const at = scales(frame);
  const ticks = ([low, high]: readonly [number, number]) =>
    Array.from({ length: 6 }, (_, i) => low + ((high - low) * i) / 5);
  const number = (v: number) => String(Number(v.toPrecision(3)));
  const xs = ticks(frame.x).map(
    (v) =>
      `<text x="${at.x(v).toFixed(1)}" y="${HEIGHT - BOTTOM + 16}" text-anchor="middle">${number(v)}</text>`,
  );
  const ys = ticks(frame.y).map(
    (v) =>
      `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${at.y(v).toFixed(1)}" y2="${at.y(v).toFixed(1)}" stroke="#ddd"/>` +
      `<text x="${LEFT - 6}" y="${(at.y(v) + 4).toFixed(1)}" text-anchor="end">${number(v)}</text>`,
  );
  const names = legend.map(
    (name, i) =>
      `<rect x="${WIDTH - RIGHT + 12}" y="${TOP + 18 * i}" width="12" height="12" fill="${colour(i)}"/>` +
      `<text x="${WIDTH - RIGHT + 30}" y="${TOP + 10 + 18 * i}">${markup(name)}</text>`,
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
    '</svg>',
  ].join('\n');
}
