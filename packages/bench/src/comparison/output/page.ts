import { type Chart, chartStyle, html, inline, Markup, pageStyle } from '@mimmx/viz';
import type { BenchSummary } from '../summary.ts';
import { legendOf, type Part, sectionsOf } from './sections.ts';

const written = (part: Part): Markup => {
  if (typeof part === 'string') return html`<p>${part}</p>`;
  if (!('head' in part)) return html`<ul>${part.map((item) => html`<li>${item}</li>`)}</ul>`;
  return html`<div class="scroll" tabindex="0"><table class="numbers"><thead><tr>${part.head.map((cell) => html`<th scope="col">${cell}</th>`)}</tr></thead><tbody>
${part.lines.map((line) => html`<tr>${line.map((cell, i) => (i > 0 ? html`<td>${cell}</td>` : html`<th scope="row">${cell}</th>`))}</tr>`)}
</tbody></table></div>`;
};

/** The report of a bench: one file without scripts. @param diagram the critical-difference diagram, if there is one */
export function benchPage(summary: BenchSummary, diagram: Chart | null): string {
  const { title, question, command, commit } = summary;
  return `<!DOCTYPE html>
${html`<html lang="en">
<head>
<meta charset="utf-8"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta name="color-scheme" content="light dark"/>
<title>${title}</title>
<style>${new Markup(pageStyle)}${new Markup(chartStyle)}</style>
</head>
<body>
<header><p class="kind">Benchmark</p><h1>${title}</h1>
<p class="question">${question}</p>
<p><code>${command}</code>${commit && `, commit ${commit}`}. ${legendOf(summary)}</p></header>
<main>
${sectionsOf(summary).map((one) => html`<section><h2>${one.title}</h2>${one.parts.map(written)}</section>`)}
${diagram && html`<figure>${inline(diagram)}</figure>`}
</main>
</body>
</html>`}
`;
}
