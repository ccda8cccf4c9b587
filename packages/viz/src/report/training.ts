import type { Task } from '@mimmx/core';
import type { MetricLine } from '@mimmx/experiment';
import { type Line, lineChart } from '../charts/index.ts';
import { families, linesOf, membersOf } from '../curves.ts';
import { html, type Markup } from '../html.ts';
import { inline } from '../svg/chart.ts';
import { type Context, shiftName } from './context.ts';
import { figure, lineKey } from './figure.ts';

interface Reading {
  readonly title: string;
  readonly unit: string;
  readonly fraction?: boolean;
  readonly log?: boolean;
  readonly explain?: string;
}

const READINGS: Readonly<Record<string, Reading>> = {
  loss: { title: 'Losses', unit: 'nats' },
  mi: {
    title: 'Mutual information',
    unit: 'nats',
    explain:
      'Between the features of the primary task and those of each confounder, or of all together (confounders), as the estimator in the loop sees it. A critic can be fooled: a value near zero says that this critic finds nothing, not that nothing is there.',
  },
  penalty: { title: 'MI term of the loss', unit: 'nats' },
  estimator: { title: 'Loss of the estimators', unit: 'nats' },
  weights: { title: 'Effective sample size', unit: 'share of the batch' },
  weight: { title: 'Weight of each confounder', unit: 'share' },
  scale: { title: 'Scale of each loss term', unit: 'factor, logarithmic', log: true },
  select: { title: 'Score of the selection rule', unit: 'on validation data' },
  accuracy: { title: 'Accuracy during training', unit: '%', fraction: true },
  probe: {
    title: 'Fresh probes during training',
    unit: '%',
    fraction: true,
    explain:
      'What a new reader finds of each confounder in the features on held-out images: the check on the critic.',
  },
};

/** Training curves: for each kind of number a row of small panels, one per method, on common axes. */
export function training({ input: { metrics }, methods, summary, seeds }: Context): Markup {
  if (metrics.length === 0) return html``;
  return html`<section id="training">
<h2>How training went</h2>
<p>Over the encoder updates, one panel per method on common axes.${seeds > 1 && ' Lines are means over the seeds, bands their range.'}</p>
${trainingCurves({ metrics, names: methods.map(({ name }) => name), task: summary.task })}
</section>`;
}

/** What training curves are drawn of. */
export interface CurvesInput {
  readonly metrics: readonly MetricLine[];
  /** Methods, a panel each, in this order. */
  readonly names: readonly string[];
  /** Gives the factors their order, where it is known. */
  readonly task?: Task;
}

/** Training curves without a heading, for a page that carries the stylesheets: of a run that goes on, too. */
export function trainingCurves(input: CurvesInput): Markup {
  const rows = families(input.metrics).flatMap((family) => rowOf(input, family) ?? []);
  return html`${rows.filter(({ panels }) => panels > 1).map(({ markup }) => markup)}
<div class="panels">${rows.filter(({ panels }) => panels === 1).map(({ markup }) => markup)}</div>`;
}

function rowOf(
  { metrics, names, task }: CurvesInput,
  family: string,
): { panels: number; markup: Markup } | null {
  const reading = READINGS[family] ?? { title: family, unit: '' };
  const members = membersOf(metrics, family, task);
  const panels = names
    .map((method) => ({ method, lines: linesOf(metrics, method, family, members) }))
    .filter(({ lines }) => lines.length > 0);
  if (panels.length === 0) return null;
  const all = panels.flatMap(({ lines }) => lines);
  const domain = commonDomain(all, reading);
  const alone = panels.length === 1;
  const charts = panels.map(({ method, lines }) =>
    lineChart({
      title: method,
      lines,
      domain,
      names: false,
      width: alone ? 320 : 200,
      height: alone ? 180 : 136,
      ...(reading.fraction && { fraction: true }),
      ...(reading.log && { log: true }),
    }),
  );
  const named = (member: string) => (family === 'accuracy' ? shiftName(member) : member) || family;
  const keys =
    members.length > 1 || members[0] !== '' ? members.map((member, i) => lineKey(named(member), i)) : null;
  const grid = html`<div${!alone && html` class="panels small"`}>${charts.map((chart) => inline(chart, chart.width * 1.2))}</div>`;
  return {
    panels: panels.length,
    markup: html`<div><h3>${reading.title}${reading.unit && html` <small>${reading.unit}</small>`}</h3>
${figure(html`<div class="legend">${keys}</div>${grid}`, html`${reading.explain}`)}</div>`,
  };
}

/** One range for all panels. A few early peaks may leave the frame where they would flatten everything else. */
function commonDomain(lines: readonly Line[], { fraction, log }: Reading): [number, number] {
  const values = lines
    .flatMap((line) => line.points.flatMap((p) => [p.y, p.low ?? p.y, p.high ?? p.y]))
    .sort((a, b) => a - b);
  const [low, high] = [values[0] ?? 0, values.at(-1) ?? 1];
  if (log) return [low, high];
  if (fraction) return [Math.min(0, low), Math.max(1, high)];
  const at = (share: number) => values[Math.floor((values.length - 1) * share)] ?? 0;
  const [usualLow, usualHigh] = [Math.min(0, at(0.015)), at(0.985)];
  const margin = 0.6 * (usualHigh - usualLow);
  return [
    low < usualLow - margin ? usualLow : Math.min(0, low),
    high > usualHigh + margin ? usualHigh : high,
  ];
}
