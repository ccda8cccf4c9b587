import { svg } from '../html.ts';
import { known, type Maybe, percentage } from '../numbers.ts';
import type { Chart } from '../svg/chart.ts';
import { extent, linear } from '../svg/scale.ts';
import { mark } from '../svg/symbols.ts';
import { fit, textWidth } from '../svg/text.ts';

/** One method: how right it is, and how much of the confounder its features still hold. Fractions. */
export interface FrontierPoint {
  readonly name: string;
  readonly accuracy: Maybe;
  readonly accuracyInterval?: readonly Maybe[];
  /** Balanced accuracy of the best fresh probe, e.g. on the most readable confounder. */
  readonly leakage: Maybe;
  readonly leakageInterval?: readonly Maybe[];
  readonly role?: 'ink' | 'accent' | 'muted';
  /** Drawn as a ring: not a competitor (an oracle). */
  readonly hollow?: boolean;
}

export interface FrontierInput {
  readonly title?: string;
  readonly points: readonly FrontierPoint[];
  /** What stands for accuracy, for the axis. Default `accuracy`. */
  readonly measure?: string;
  /** What the accuracy was measured on, for the axis. */
  readonly shift?: string;
  /** Leakage of features that hold nothing. Default 0.5. */
  readonly chance?: number;
  readonly width?: number;
  readonly height?: number;
}

/**
 * Accuracy against leakage: the aim is the upper left corner, right answers without the confounder in the features.
 * The stepped line joins the methods that no other beats in both.
 */
export function frontierChart(input: FrontierInput): Chart {
  const {
    width = 420,
    height = 330,
    chance = 0.5,
    shift = 'the inverted test',
    measure = 'accuracy',
  } = input;
  const title = input.title ?? 'Accuracy against leakage';
  const points = input.points.filter(
    (p) => known(p.accuracy) && known(p.leakage),
  ) as readonly (FrontierPoint & { accuracy: number; leakage: number })[];
  const [left, right, top, bottom] = [34, width - 12, 40, height - 36];
  const low = Math.min(chance, ...points.flatMap((p) => [p.leakage, p.leakageInterval?.[0]].filter(known)));
  const x = linear([roomBelow(low, 0.02), 1], [left, right]);
  const range = extent(
    points.flatMap((p) => [p.accuracy, ...(p.accuracyInterval ?? [])].filter(known)),
    [0, 1],
  );
  const y = linear([roomBelow(range[0], 0.04), Math.min(1, range[1] + 0.05)], [bottom, top]);
  const grid = [
    x.ticks.map(
      (tick) =>
        svg`<path class="grid" d="M${x(tick)} ${top}V${bottom}"/><text class="m c" x="${x(tick)}" y="${bottom + 14}">${String(Math.round(tick * 100))}</text>`,
    ),
    y.ticks.map(
      (tick) =>
        svg`<path class="grid" d="M${left} ${y(tick)}H${right}"/><text class="m e" x="${left - 5}" y="${y(tick) + 4}">${String(Math.round(tick * 100))}</text>`,
    ),
  ];
  const rule = svg`<path class="rule" d="M${x(chance)} ${top}V${bottom}"/><text class="m" x="${x(chance) + 5}" y="${bottom - 6}">nothing left to read</text>`;
  const best = frontier(points.filter((p) => !p.hollow));
  const stairs = best
    .map((p, i) => (i === 0 ? `M${x(p.leakage)} ${y(p.accuracy)}` : `H${x(p.leakage)}V${y(p.accuracy)}`))
    .join('');
  // Labels keep off all marks, and off each other.
  const placed = points.map((p) => ({ x0: x(p.leakage) - 6, x1: x(p.leakage) + 6, y: y(p.accuracy) + 4 }));
  const marks = points.map((p) => {
    const [px, py] = [x(p.leakage), y(p.accuracy)];
    const role = p.role ?? 'ink';
    const whiskers = [
      span(
        p.leakageInterval,
        (a, b) =>
          svg`<path class="l-${role}" stroke-opacity=".55" d="M${x(Math.max(a, low))} ${py}H${x(b)}"/>`,
      ),
      span(
        p.accuracyInterval,
        (a, b) => svg`<path class="l-${role}" stroke-opacity=".55" d="M${px} ${y(a)}V${y(b)}"/>`,
      ),
    ];
    const told = `${p.name}: ${measure} ${percentage(p.accuracy)} %, leakage ${percentage(p.leakage)} %`;
    return [whiskers, mark(px, py, 'circle', role, { r: 5, hollow: p.hollow ?? false, title: told })];
  });
  const labels = points.map((p) => {
    const wide = textWidth(p.name, 12);
    const beforeDot = x(p.leakage) + 9 + wide > right;
    const from = beforeDot ? x(p.leakage) - 9 - wide : x(p.leakage) + 9;
    const at = free(placed, from, from + wide, y(p.accuracy) - 5, top + 8, bottom - 4);
    placed.push({ x0: from, x1: from + wide, y: at });
    return svg`<text class="halo${p.role === 'accent' && ' b'}" style="font-size:12px" x="${from}" y="${at}">${fit(p.name, 140, 12)}</text>`;
  });
  return {
    width,
    height,
    title,
    description: points
      .map((p) => `${p.name}: ${measure} ${percentage(p.accuracy)} %, leakage ${percentage(p.leakage)} %`)
      .join('; '),
    body: svg`<text class="b" x="2" y="13">${title}</text><text class="m" x="2" y="28">↑ ${measure} on ${shift}, %</text>${grid}${rule}${
      best.length > 1 && svg`<path class="l-muted" stroke-opacity=".6" d="${stairs}"/>`
    }${marks}${labels}<text class="m e" x="${right}" y="${height - 5}">leakage: best fresh probe, balanced accuracy, % →</text>`,
  };
}

/** Points that no other beats in both accuracy and leakage, by rising leakage. */
export function frontier<P extends { readonly accuracy: number; readonly leakage: number }>(
  points: readonly P[],
): P[] {
  const sorted = [...points].sort((a, b) => a.leakage - b.leakage || b.accuracy - a.accuracy);
  let reached = Number.NEGATIVE_INFINITY;
  return sorted.filter((p) => {
    if (p.accuracy <= reached) return false;
    reached = p.accuracy;
    return true;
  });
}

/** Room under the lowest value, but none below 0 where nothing lies there. */
const roomBelow = (low: number, room: number): number => (low < 0 ? low - room : Math.max(0, low - room));

const span = <T>(ends: readonly Maybe[] | undefined, draw: (low: number, high: number) => T): T | null =>
  ends && known(ends[0]) && known(ends[1]) ? draw(ends[0], ends[1]) : null;

/** A height near `wanted` at which a label meets no other. */
function free(
  placed: readonly { x0: number; x1: number; y: number }[],
  x0: number,
  x1: number,
  wanted: number,
  top: number,
  bottom: number,
): number {
  for (let offset = 0; offset < 120; offset += 3) {
    for (const at of [wanted - offset, wanted + offset]) {
      if (at < top || at > bottom) continue;
      if (placed.every((other) => x1 < other.x0 || x0 > other.x1 || Math.abs(at - other.y) >= 13)) return at;
    }
  }
  return wanted;
}
