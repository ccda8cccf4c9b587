import { graphChart } from '../charts/graph.ts';
import { html, type Markup } from '../html.ts';
import { figures } from '../numbers.ts';
import { figure, wideTable } from '../report/figure.ts';
import { page } from '../report/page.ts';
import { inline } from '../svg/chart.ts';
import { curves } from './curves.ts';
import type { GeneratorReportInput } from './input.ts';
import { matrices } from './matrix.ts';

/**
 * The report of a generator: one HTML file without script that names nothing outside itself. The same input gives the
 * same bytes.
 *
 * @example
 * await writeFile('report.html', generatorReport(input));
 */
export function generatorReport(input: GeneratorReportInput): string {
  const sections = [
    sheets(input),
    matrices(input),
    graph(input),
    curves(input),
    measures(input),
    notes(input),
  ];
  return page({
    title: `${input.name}: counterfactual images`,
    header: html`<header><p class="kind">Report of a generator</p><h1>${input.name}</h1>
<p class="question">${input.question || `What would these images look like, had ${input.nodes.map(({ name }) => name).join(' or ')} been another?`}</p>
<p class="facts">${input.facts.join(' · ')}</p></header>`,
    sections,
    footer: html`<footer>A changed attribute, such as “sex”, is another stratum of this model: what it has seen go together in its training images. It is not a truth about a person, and no counterfactual image is evidence about a patient.</footer>`,
    pictures: input.sheets.length > 0,
  });
}

const sheets = ({ sheets }: GeneratorReportInput): Markup =>
  html`<section id="sheets"><h2>Counterfactual images</h2>
${sheets.map(({ title, caption, png }) => figure(html`<h3>${title}</h3><div class="scroll" tabindex="0"><img alt="${`${title}. ${caption}`}" src="data:image/png;base64,${png}"/></div>`, html`${caption}`))}</section>`;

const graph = ({ nodes }: GeneratorReportInput): Markup =>
  html`<section id="graph"><h2>The causal model</h2>
${figure(inline(graphChart({ title: 'What comes of what', nodes: [...nodes, { name: 'image', parents: nodes.map(({ name }) => name), square: true }] }), 560), html`An intervention changes a node and what is below it; everything else keeps its observed value. The graph was given, not learned: what a counterfactual means stands and falls with it.`)}</section>`;

const measures = ({ tunings, model }: GeneratorReportInput): Markup => {
  const rows = [
    ...model.rows.map((row) => ({ ...row, tuning: model.name })),
    ...tunings.flatMap(({ name, rows }) =>
      rows.filter(({ measure }) => measure === 'composition').map((row) => ({ ...row, tuning: name })),
    ),
  ];
  return html`<section id="measures"><h2>Other measures</h2>
${wideTable(
  'Bound of the image model, and composition: mean change by a null intervention on the scale 0 to 255',
  'numbers',
  html`<thead><tr><th>Model</th><th>Measure</th><th>of</th><th>Value</th></tr></thead><tbody>${rows.map(({ tuning, measure, probe, set, value, note }) => html`<tr><th>${tuning}</th><td>${measure}</td><td>${probe ?? set}</td><td>${figures(value)} <small>${note ?? ''}</small></td></tr>`)}</tbody>`,
)}
<p>With all of the pixel’s residual kept (pixel noise 1) composition is 0 for any model, a useless one included; the row for 0 says what the model itself can draw.</p></section>`;
};

function notes({ model, tunings }: GeneratorReportInput): Markup {
  const all = [
    ...model.notes.map((note) => `${model.name}: ${note}`),
    ...tunings.flatMap(({ name, notes }) => notes.map((note) => `${name}: ${note}`)),
  ];
  return html`<section id="notes"><h2>Notes</h2>${all.length > 0 ? html`<ul>${all.map((note) => html`<li>${note}</li>`)}</ul>` : html`<p>Nothing went otherwise than asked: no level of the image model collapsed, and every constraint was met.</p>`}</section>`;
}
