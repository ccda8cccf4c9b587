import { type Markup, svg } from '../html.ts';

/** Shapes that stay apart without colour. */
export const SHAPES = ['circle', 'square', 'triangle', 'diamond', 'cross', 'plus', 'down'] as const;
export type Shape = (typeof SHAPES)[number];

/** Path of a shape around the current point, in relative commands. `r` is half its size in pixels. */
export function outline(shape: Shape, r: number): string {
  const n = (value: number) => String(Math.round(value * 100) / 100);
  switch (shape) {
    case 'circle':
      return `m${n(-r)} 0a${n(r)} ${n(r)} 0 1 0 ${n(2 * r)} 0a${n(r)} ${n(r)} 0 1 0 ${n(-2 * r)} 0z`;
    case 'square':
      return `m${n(-0.88 * r)} ${n(-0.88 * r)}h${n(1.76 * r)}v${n(1.76 * r)}h${n(-1.76 * r)}z`;
    case 'triangle':
      return `m0 ${n(-1.15 * r)}l${n(1.1 * r)} ${n(1.95 * r)}h${n(-2.2 * r)}z`;
    case 'down':
      return `m0 ${n(1.15 * r)}l${n(1.1 * r)} ${n(-1.95 * r)}h${n(-2.2 * r)}z`;
    case 'diamond':
      return `m0 ${n(-1.3 * r)}l${n(1.3 * r)} ${n(1.3 * r)}l${n(-1.3 * r)} ${n(1.3 * r)}l${n(-1.3 * r)} ${n(-1.3 * r)}z`;
    case 'cross':
      return `m${n(-r)} ${n(-r)}l${n(2 * r)} ${n(2 * r)}m${n(-2 * r)} 0l${n(2 * r)} ${n(-2 * r)}`;
    case 'plus':
      return `m${n(-1.1 * r)} 0h${n(2.2 * r)}m${n(-1.1 * r)} ${n(-1.1 * r)}v${n(2.2 * r)}`;
  }
}

/** Whether a shape has no inside and must be stroked. */
export const isOpen = (shape: Shape): boolean => shape === 'cross' || shape === 'plus';

/** One mark at (x, y). `hollow` draws a closed shape as a ring. */
export function mark(
  x: number,
  y: number,
  shape: Shape,
  role: string,
  options: { r?: number; hollow?: boolean; title?: string } = {},
): Markup {
  const stroked = isOpen(shape);
  const kind = stroked ? 'l' : options.hollow ? 'o' : 'f';
  return svg`<path class="${kind}-${role}"${stroked || options.hollow ? svg` stroke-width="1.8"` : null} d="M${x} ${y}${outline(shape, options.r ?? 4.5)}">${options.title && svg`<title>${options.title}</title>`}</path>`;
}
