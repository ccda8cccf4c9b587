import type { Factor } from '@mimmx/core';
import { type Insert, svg } from '../html.ts';
import { SERIES } from '../palette.ts';
import type { Chart } from '../svg/chart.ts';
import { extent, linear } from '../svg/scale.ts';
import { isOpen, outline, SHAPES, type Shape } from '../svg/symbols.ts';

export interface EmbeddingInput {
  readonly title: string;
  /** Positions of the points. */
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  /** What colours the points, and its code (or value) for each. */
  readonly factor: Factor;
  readonly values: ArrayLike<number>;
  readonly size?: number;
}

/** How a class, or a band of values, is drawn. */
export interface PointStyle {
  readonly label: string;
  readonly role: string;
  readonly shape: Shape;
  readonly opacity?: number;
}

const BANDS = 5;

/** Legend of a factor: a shape and colour for each class; five bands of values for a continuous one. */
export function pointStyles(factor: Factor): PointStyle[] {
  if (factor.kind === 'categorical') {
    return Array.from({ length: factor.classes }, (_, code) => ({
      label: factor.labels[code] ?? String(code),
      role: `s${code % SERIES}`,
      shape: classShape(code),
    }));
  }
  const unit = factor.unit ? ` ${factor.unit}` : '';
  return Array.from({ length: BANDS }, (_, band) => {
    const from = factor.mean + factor.sd * edges[band]!;
    const label =
      band === 0 ? `< ${round(factor.mean + factor.sd * edges[1]!)}${unit}` : `≥ ${round(from)}${unit}`;
    return {
      label,
      role: 's0',
      shape: SHAPES[band % SHAPES.length]!,
      opacity: 0.2 + (0.8 * band) / (BANDS - 1),
    };
  });
}

/**
 * Features in the plane, coloured by one factor: a panel of the t-SNE grid (MIMM-X, FAIMI 2025, Figure 3). All points
 * of a class are one path, so that a panel of 800 points stays near 10 kB.
 */
export function embeddingChart(input: EmbeddingInput): Chart {
  const size = input.size ?? 200;
  const styles = pointStyles(input.factor);
  const inside: [number, number] = [7, size - 7];
  const x = linear(extent(Array.from(input.x)), inside);
  const y = linear(extent(Array.from(input.y)), [inside[1], inside[0]]);
  const members = styles.map((): number[] => []);
  for (let i = 0; i < input.values.length; i++) members[styleIndex(input.factor, input.values[i]!)]?.push(i);
  // Where classes overlap, neither may cover the other: the larger is drawn first.
  const order = styles.map((_, i) => i).sort((a, b) => members[b]!.length - members[a]!.length || a - b);
  const drawn: Insert[] = order.map((c) => {
    const { role, shape, label, opacity } = styles[c]!;
    const d = members[c]!.map((i) => `M${at(x(input.x[i]!))} ${at(y(input.y[i]!))}${dot(shape)}`).join('');
    if (!d) return null;
    const thickness = shape === 'circle' ? 3.6 : 1.1;
    return svg`<path class="l-${role}" stroke-linecap="round" stroke-width="${thickness}" stroke-opacity="${opacity ?? 0.75}" d="${d}"><title>${label}</title></path>`;
  });
  const counts = styles.map((style, c) => `${style.label}: ${members[c]!.length} points`).join('; ');
  return {
    width: size,
    height: size,
    title: input.title,
    description: `Points coloured by ${input.factor.name}. ${counts}.`,
    body: svg`<rect class="frame" width="${size}" height="${size}" rx="3"/>${drawn}`,
  };
}

/** A dot is a stroke without length and with round ends; other shapes are small outlines. */
const dot = (shape: Shape): string => (shape === 'circle' ? 'h0' : outline(shape, isOpen(shape) ? 1.7 : 1.6));

const classShape = (code: number): Shape =>
  (['circle', 'cross', 'triangle', 'square', 'plus', 'diamond', 'down'] as const)[code % 7]!;

/** Band edges of a continuous factor in standard deviations: five bands that hold a fifth each of a normal variable. */
const edges = [Number.NEGATIVE_INFINITY, -0.84, -0.25, 0.25, 0.84];

function styleIndex(factor: Factor, value: number): number {
  if (factor.kind === 'categorical') return value;
  return Math.max(
    0,
    edges.findLastIndex((edge) => value >= edge),
  );
}

const round = (value: number): string => String(Number(value.toPrecision(3)));
const at = (value: number): number => Math.round(value * 10) / 10;
