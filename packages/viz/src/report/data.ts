import { makesCells, strataOf } from '@mimmx/core/contracts';
import type { SplitSummary } from '@mimmx/experiment';
import { cellChart, shareChart } from '../charts/index.ts';
import { html, type Markup } from '../html.ts';
import { count, fixed } from '../numbers.ts';
import { inline } from '../svg/chart.ts';
import { type Context, capital, factorsOf, groupLabel, shiftName } from './context.ts';
import { barKey, figure, wideTable } from './figure.ts';

/** Cells up to which each has a bar. */
const BARS = 32;

/** Counts of each split, and how the factors depend on each other in it. */
export function data(context: Context): Markup {
  const { summary } = context;
  const y = strataOf(summary.task.y);
  const many = summary.splits.some((split) => split.cells.length > BARS);
  const charts = summary.splits.map((split) => (many ? shares(split, context) : bars(split, context)));
  return html`<section id="data">
<h2>The data</h2>
<p>${summary.dataset.name}, ${count(summary.dataset.images)} images. The primary task is ${y.name} (${options(y.labels)}); the confounders are ${summary.task.z
    .map((factor) =>
      factor.kind === 'categorical'
        ? `${factor.name} (${options(factor.labels)})`
        : `${factor.name}${factor.unit ? ` in ${factor.unit}` : ''}${factor.bins ? ` (a number; its cells are ${options(factor.bins.labels)})` : ''}`,
    )
    .join(', ')}.</p>
${figure(
  html`<div class="legend">${!many && y.labels.map((label, code) => barKey(`${y.name}: ${label}`, code))}</div><div class="panels">${charts.map((chart) => inline(chart))}</div>`,
  many
    ? html`Within each class of ${y.name}, how the confounders are spread, in percent. ${cellSentence(summary.splits)}`
    : html`Number of images in each cell. Bars are scaled to the largest cell of their own split.`,
)}
${dependence(context)}
</section>`;
}

/** Labels side by side, none of them broken in two. */
const options = (labels: readonly string[]): string =>
  labels.map((label) => label.replaceAll(' ', '\u00a0')).join(' / ');

const heading = (split: SplitSummary) => ({
  title: capital(shiftName(split.name)),
  subtitle: `${count(split.count)} images${split.patients < split.count ? ` of ${count(split.patients)} patients` : ''}`,
});

function bars(split: SplitSummary, { summary }: Context) {
  const y = strataOf(summary.task.y);
  const cells = split.cells.map((cell) => ({
    label: groupLabel(cell.labels, factorsOf(summary)),
    count: cell.count,
    series: Math.max(0, y.labels.indexOf(cell.labels[y.name] ?? '')),
  }));
  return cellChart({ ...heading(split), cells });
}

function shares(split: SplitSummary, { summary }: Context) {
  const { z } = summary.task;
  const y = strataOf(summary.task.y);
  const bars = z.filter(makesCells).flatMap((factor) =>
    y.labels.map((label) => ({
      label: `${factor.name}, ${label}`,
      parts: strataOf(factor).labels.map((value) => ({
        label: value,
        count: split.cells
          .filter((cell) => cell.labels[y.name] === label && cell.labels[factor.name] === value)
          .reduce((sum, cell) => sum + cell.count, 0),
      })),
    })),
  );
  return shareChart({ ...heading(split), bars });
}

const cellSentence = (splits: readonly SplitSummary[]): string =>
  splits
    .map((split) => {
      const counts = split.cells.map((cell) => cell.count);
      return `${capital(shiftName(split.name))}: ${split.cells.length} cells of ${Math.min(...counts)} to ${Math.max(...counts)} images.`;
    })
    .join(' ');

function dependence({ summary }: Context): Markup {
  const pairs = [
    ...new Set(summary.splits.flatMap((split) => split.dependence.map(({ a, b }) => JSON.stringify([a, b])))),
  ].map((pair) => JSON.parse(pair) as [string, string]);
  if (pairs.length === 0) return html``;
  const { splits } = summary;
  const rows = pairs.map(
    ([a, b]) =>
      html`<tr><th scope="row">${a} – ${b}</th>${splits.map((split) => {
        const found = split.dependence.find((entry) => entry.a === a && entry.b === b);
        return html`<td>${fixed(found?.correlation, 2)}</td><td>${fixed(found?.mutualInformation, 3)}</td>`;
      })}</tr>`,
  );
  const table = wideTable(
    'Correlation, and mutual information in nats, between the labels of each split',
    'numbers dependence',
    html`<thead><tr><th scope="col" rowspan="2">Pair</th>${splits.map((split) => html`<th scope="colgroup" colspan="2">${capital(shiftName(split.name))}</th>`)}</tr>
<tr>${splits.map(() => html`<th scope="col">corr.</th><th scope="col">MI</th>`)}</tr></thead><tbody>${rows}</tbody>`,
  );
  return pairs.length > 12
    ? html`<details><summary>Correlation and mutual information of ${pairs.length} pairs</summary>${table}</details>`
    : table;
}
