import type { Task } from '@mimmx/core';
import type { MetricLine } from '@mimmx/experiment';
import type { Line, LinePoint } from './charts/lines.ts';
import { known } from './numbers.ts';

/** Losses that are no cross-entropy: on a common axis they would flatten those that are. */
const APART: Readonly<Record<string, string>> = { 'loss.mi': 'penalty', 'loss.estimator': 'estimator' };

/** `mi.thickness` → family `mi`, member `thickness`; a name without a dot is a family of its own. */
export function familyOf(metric: string): readonly [family: string, member: string] {
  const own = APART[metric];
  if (own) return [own, ''];
  const dot = metric.indexOf('.');
  return dot < 0 ? [metric, ''] : [metric.slice(0, dot), metric.slice(dot + 1)];
}

/** The name under which a member of a family is logged. */
function metricOf(family: string, member: string): string {
  if (member) return `${family}.${member}`;
  return Object.keys(APART).find((metric) => APART[metric] === family) ?? family;
}

/** Families of the metrics in the order in which they are read: what is learned, then what is driven out. */
export function families(metrics: readonly MetricLine[]): string[] {
  const found = new Set<string>();
  for (const line of metrics) for (const name of Object.keys(line.values)) found.add(familyOf(name)[0]);
  const rank = (family: string) =>
    (READING_ORDER.indexOf(family) + READING_ORDER.length + 1) % (READING_ORDER.length + 1);
  return [...found].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

const READING_ORDER = ['loss', 'accuracy', 'mi', 'probe', 'penalty', 'estimator', 'weight', 'scale'];

/** Members of a family over all methods: y, then the confounders in the task's order, then the rest as they came. */
export function membersOf(metrics: readonly MetricLine[], family: string, task?: Task): string[] {
  const found = new Set<string>();
  for (const line of metrics) {
    for (const name of Object.keys(line.values)) {
      const [head, member] = familyOf(name);
      if (head === family) found.add(member);
    }
  }
  const first = ['', 'y', ...(task ? [task.y.name, ...task.z.map((factor) => factor.name)] : [])];
  return [...first.filter((name) => found.has(name)), ...[...found].filter((name) => !first.includes(name))];
}

/**
 * Curve of one metric of one method: mean over the seeds, with the range of the seeds as `low` and `high`. Values
 * that are not finite are left out. Where there are more than `most` points, neighbours are averaged.
 */
export function curve(
  metrics: readonly MetricLine[],
  method: string,
  metric: string,
  most = 160,
): LinePoint[] {
  const byStep = new Map<number, number[]>();
  const seeds = new Set<number>();
  for (const line of metrics) {
    const value = line.values[metric];
    if (line.method !== method || !known(value)) continue;
    seeds.add(line.seed);
    const values = byStep.get(line.step);
    if (values) values.push(value);
    else byStep.set(line.step, [value]);
  }
  const several = seeds.size > 1;
  const points = [...byStep]
    .sort(([a], [b]) => a - b)
    .map(([step, values]) => ({
      x: step,
      y: values.reduce((sum, value) => sum + value, 0) / values.length,
      ...(several && { low: Math.min(...values), high: Math.max(...values) }),
    }));
  return thin(points, Math.ceil(points.length / most));
}

/** One line per member of a family, in fixed colours so that a member looks the same under every method. */
export function linesOf(
  metrics: readonly MetricLine[],
  method: string,
  family: string,
  members: readonly string[],
): Line[] {
  return members
    .map((member, series) => ({
      name: member || family,
      series,
      points: curve(metrics, method, metricOf(family, member)),
    }))
    .filter((line) => line.points.length > 0);
}

function thin(points: readonly LinePoint[], group: number): LinePoint[] {
  if (group <= 1) return [...points];
  const thinned: LinePoint[] = [];
  for (let i = 0; i < points.length; i += group) {
    const part = points.slice(i, i + group);
    const average = (pick: (p: LinePoint) => number) =>
      part.reduce((sum, p) => sum + pick(p), 0) / part.length;
    const banded = part.every((p) => p.low !== undefined && p.high !== undefined);
    thinned.push({
      x: average((p) => p.x),
      y: average((p) => p.y),
      ...(banded && { low: average((p) => p.low ?? p.y), high: average((p) => p.high ?? p.y) }),
    });
  }
  return thinned;
}
