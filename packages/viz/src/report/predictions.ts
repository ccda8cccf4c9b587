import { strataOf } from '@mimmx/core/contracts';
import { type Line, lineChart } from '../charts/index.ts';
import { html, type Markup } from '../html.ts';
import type { Chart } from '../svg/chart.ts';
import { inline } from '../svg/chart.ts';
import { agreement } from './agreement.ts';
import { confusion } from './confusion.ts';
import { type Context, capital, theTest } from './context.ts';
import { figure, lineKey } from './figure.ts';
import { meanPrecisionRecall, meanReliability, meanRoc } from './mean-curves.ts';
import { type Block, blocksOf, mainSets } from './predicted.ts';
import { threshold } from './threshold.ts';

/** What the predictions themselves show: curves, calibration and confusion, or predicted against true numbers. */
export function predictions(context: Context): Markup {
  if (!context.input.predictions?.length) return html``;
  return context.summary.task.y.kind === 'continuous' ? agreement(context) : curves(context);
}

function curves(context: Context): Markup {
  const { methods, summary, input, seeds } = context;
  const { classes, labels } = strataOf(summary.task.y);
  const sets = mainSets(context).map((set) => ({
    set,
    blocks: methods.map(({ name }) => blocksOf(input.predictions ?? [], summary, name, set)),
  }));
  if (sets.every(({ blocks }) => blocks.every((own) => own.length === 0))) return html``;
  const of = classes === 2 ? `the class ${labels[1]}` : 'each class against the others, averaged';
  return html`<section id="predictions">
<h2>Curves, calibration, confusion</h2>
<p>From the predictions of ${sets.map(({ set }) => theTest(set)).join(' and ')}. Curves are those of ${of}${seeds > 1 && ', means over the seeds'}. Calibration shows how often a prediction was right (up) that was given so much confidence (right): above the dashed line it was right more often than it claimed, below it less often.</p>
${sets.map(({ set, blocks }) => pictures(context, set, blocks as never))}
${threshold(context)}
${confusion(context)}
</section>`;
}

type Classed = readonly (Block & { readonly y: Int32Array })[];

function pictures({ methods, summary }: Context, set: string, blocks: readonly Classed[]): Markup {
  const { classes } = strataOf(summary.task.y);
  const lines = (of: (own: Classed) => Line['points']): Line[] =>
    methods.map(({ name }, i) => ({ name, series: i, points: of(blocks[i]!) }));
  const charts = [
    square('ROC', 'sensitivity, %', '1 − specificity, %', [
      ...lines((own) => meanRoc(own, classes)),
      diagonal('guessing', 0),
    ]),
    square(
      'Precision and recall',
      'precision, %',
      'recall, %',
      lines((own) => meanPrecisionRecall(own, classes)),
    ),
    square('Calibration', 'right, %', 'confidence, %', [
      ...lines(meanReliability),
      diagonal('as sure as right', 100 / classes),
    ]),
  ];
  return html`<h3>${capital(theTest(set))}</h3>${figure(
    html`<div class="legend">${methods.map(({ name }, i) => lineKey(name, i))}</div><div class="panels">${charts.map((chart) => inline(chart, 400))}</div>`,
    html``,
  )}`;
}

const diagonal = (name: string, from: number): Line => ({
  name,
  reference: true,
  points: [
    { x: from, y: from / 100 },
    { x: 100, y: 1 },
  ],
});

const square = (title: string, yLabel: string, xLabel: string, lines: readonly Line[]): Chart =>
  lineChart({
    title,
    yLabel,
    xLabel,
    lines,
    domain: [0, 1],
    fraction: true,
    names: false,
    marks: title === 'Calibration',
    width: 340,
    height: 320,
  });
