import { svg } from '../html.ts';
import { figures, known, type Maybe, percentage } from '../numbers.ts';
import type { Chart } from '../svg/chart.ts';
import { extent, linear } from '../svg/scale.ts';
import { mark, type Shape } from '../svg/symbols.ts';
import { fit, textWidth } from '../svg/text.ts';

/** One number with its interval. */
export interface Dot {
  /** What the number is, for the tooltip: `linear probe`. */
  readonly name?: string;
  readonly value: Maybe;
  readonly low?: Maybe;
  readonly high?: Maybe;
  readonly shape?: Shape;
  readonly hollow?: boolean;
  /** Colour role where it is not the row's. */
  readonly role?: DotRow['role'];
}

/** One line of the chart: a label and one or more numbers, drawn in lanes under each other. */
export interface DotRow {
  readonly label: string;
  readonly dots: readonly Dot[];
  /** Colour role: `accent` for what the eye shall find first. */
  readonly role?: 'ink' | 'accent' | 'muted' | 'alarm';
}

export interface DotInput {
  readonly title: string;
  readonly rows: readonly DotRow[];
  /** Fractions are shown in percent. */
  readonly unit: 'fraction' | 'number';
  /** Ends of the axis; of the data if absent. */
  readonly domain?: readonly [number, number];
  /** A line to compare with, such as chance or no bias. */
  readonly reference?: { readonly value: number; readonly label: string };
  readonly axis?: string;
  /** Writes the value of each row's first dot at the right. Default: rows with one dot. */
  readonly values?: boolean;
  readonly width?: number;
}

const LANE = 9;

/**
 * Numbers with intervals, one row per label: accuracy by method, probes by method, bias by estimator.
 *
 * @example
 * dotChart({ title: 'Inverted', unit: 'fraction', rows: [{ label: 'erm', dots: [{ value: 0.49, low: 0.47, high: 0.51 }] }] });
 */
export function dotChart(input: DotInput): Chart {
  const { title, rows, unit, reference } = input;
  const width = input.width ?? 344;
  const text = unit === 'fraction' ? percentage : figures;
  const values = input.values ?? rows.every((row) => row.dots.length === 1);
  const lanes = Math.max(1, ...rows.map((row) => row.dots.length));
  const step = Math.max(24, lanes * LANE + 12);
  const left = Math.min(
    130,
    Math.max(40, ...rows.map((row) => textWidth(row.label) * (row.role === 'accent' ? 1.08 : 1) + 12)),
  );
  const right = values ? 44 : 12;
  const top = reference ? 42 : 28;
  const bottom = top + rows.length * step;
  const height = bottom + (input.axis ? 36 : 22);
  const all = rows.flatMap((row) => row.dots.flatMap((dot) => [dot.value, dot.low, dot.high])).filter(known);
  const x = linear(input.domain ?? padded(extent(reference ? [...all, reference.value] : all)), [
    left,
    width - right,
  ]);
  const inside = (value: number) => Math.min(width - right, Math.max(left, x(value)));

  const grid = x.ticks.map(
    (tick) => svg`<path class="grid" d="M${x(tick)} ${top}V${bottom}"/>
<text class="m c" x="${x(tick)}" y="${bottom + 14}">${unit === 'fraction' ? `${Math.round(tick * 100)}` : x.label(tick)}</text>`,
  );
  const rule =
    reference &&
    svg`<path class="rule" d="M${x(reference.value)} ${top - 4}V${bottom}"/>
<text class="m c" x="${Math.min(x(reference.value), width - textWidth(reference.label) / 2 - 2)}" y="${top - 9}">${reference.label}</text>`;
  const body = rows.map((row, i) => {
    const middle = top + (i + 0.5) * step;
    const role = row.role ?? 'ink';
    const dots = row.dots.map((dot, lane) => {
      const colour = dot.role ?? role;
      const y = middle + (lane - (row.dots.length - 1) / 2) * LANE;
      if (!known(dot.value))
        return svg`<text class="m c" x="${(left + width - right) / 2}" y="${y + 4}">no value</text>`;
      const whisker =
        known(dot.low) &&
        known(dot.high) &&
        svg`<path class="l-${colour}" stroke-width="1.6" d="M${inside(dot.low)} ${y}H${inside(dot.high)}"/>`;
      return [
        whisker,
        mark(inside(dot.value), y, dot.shape ?? 'circle', colour, {
          r: 4,
          hollow: dot.hollow ?? false,
          title: told(row, dot, text),
        }),
      ];
    });
    return svg`<text class="e${role === 'accent' && ' b'}" x="${left - 8}" y="${middle + 4}">${fit(row.label, left - 10)}</text>${dots}${
      values &&
      svg`<text class="e${role === 'accent' && ' b'}" x="${width - 2}" y="${middle + 4}">${text(row.dots[0]?.value)}</text>`
    }`;
  });
  const axis =
    input.axis &&
    svg`<text class="m c" x="${(left + width - right) / 2}" y="${height - 5}">${input.axis}</text>`;
  return {
    width,
    height,
    title,
    description: rows.map((row) => row.dots.map((dot) => told(row, dot, text)).join('; ')).join('. '),
    body: svg`<text class="b" x="2" y="13">${fit(title, width - 4)}</text>${grid}${rule}${body}${axis}`,
  };
}

function told(row: DotRow, dot: Dot, text: (value: Maybe) => string): string {
  const ends = known(dot.low) && known(dot.high) ? ` (${text(dot.low)} to ${text(dot.high)})` : '';
  return `${row.label}${dot.name ? `, ${dot.name}` : ''}: ${known(dot.value) ? text(dot.value) : 'no value'}${ends}`;
}

function padded([low, high]: readonly [number, number]): [number, number] {
  const margin = (high - low || 1) * 0.06;
  return [low - margin, high + margin];
}
