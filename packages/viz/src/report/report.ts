import { html, type Markup } from '../html.ts';
import { answer } from './answer.ts';
import { notes, provenance, setup } from './appendix.ts';
import { type Context, contextOf } from './context.ts';
import { data } from './data.ts';
import { embeddings } from './embeddings.ts';
import { groups } from './groups.ts';
import type { ReportInput, ReportOptions } from './input.ts';
import { leakage } from './leakage.ts';
import { maps } from './maps.ts';
import { page } from './page.ts';
import { predictions } from './predictions.ts';
import { results } from './results.ts';
import { shifts } from './shifts.ts';
import { training } from './training.ts';

const SECTIONS = [
  answer,
  results,
  shifts,
  groups,
  predictions,
  leakage,
  embeddings,
  maps,
  training,
  data,
  notes,
  setup,
];

/**
 * The report of a run: one HTML file that needs no network and no JavaScript. The same input gives the same bytes.
 *
 * @example
 * await writeFile('report.html', await report({ summary, metrics, features, config, environment }));
 */
export async function report(input: ReportInput, options: ReportOptions = {}): Promise<string> {
  const context = contextOf(input, options);
  return page({
    title: `${context.summary.name}: report`,
    header: header(context),
    sections: SECTIONS.map((section) => section(context)),
    footer: provenance(context),
    pictures: Boolean(input.maps),
  });
}

function header({ summary, input, methods }: Context): Markup {
  const started = /^\d{4}-\d{2}-\d{2}/.exec(String(input.environment.startedAt))?.[0];
  const facts = [
    summary.dataset.name,
    `${methods.length} ${methods.length === 1 ? 'method' : 'methods'}`,
    `${summary.seeds.length} ${summary.seeds.length === 1 ? 'seed' : 'seeds'}`,
    started,
  ];
  return html`<header>
<p class="kind">Run report</p>
<h1>${summary.name}</h1>
<p class="question">${summary.question || `Which method still recognises ${summary.task.y.name} when ${summary.task.z.map((factor) => factor.name).join(', ')} no longer go with it?`}</p>
<p class="facts">${facts.filter((fact) => fact).join(' · ')}</p>
</header>`;
}
