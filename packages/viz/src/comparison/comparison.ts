import type { RunComparison } from '@mimmx/experiment';
import { html, type Insert, type Markup } from '../html.ts';
import { shiftMeaning } from '../report/meaning.ts';
import { page } from '../report/page.ts';
import { type Headline, headlineOf } from '../report/quantity.ts';
import { list } from '../report/words.ts';
import { differences } from './differences.ts';
import { leakage } from './leakage.ts';
import { settings } from './settings.ts';
import { sentence } from './words.ts';

/**
 * Several runs on one page: in what they were made otherwise, and how their methods differ on the same patients. One
 * HTML file without script that names nothing outside itself. The same input gives the same bytes.
 *
 * @example
 * await writeFile('comparison.html', comparisonPage(compareRuns(runs)));
 */
export function comparisonPage(comparison: RunComparison): string {
  const { runs } = comparison;
  const headline = headlineOf(runs[0]!.summary.task.y);
  const names = list(runs.map(({ label }) => html`${label}`));
  return page({
    title: `${runs.map(({ label }) => label).join(', ')}: comparison`,
    header: html`<header><p class="kind">Comparison of runs</p><h1>${names}</h1>
<p class="question">How do these runs predict ${runs[0]!.summary.task.y.name}, and what was done otherwise?</p>
<p class="facts">${runs.length} runs · ${runs.map(({ label, summary }) => `${label}: ${summary.seeds.length} ${summary.seeds.length === 1 ? 'seed' : 'seeds'}`).join(' · ')}</p></header>`,
    sections: [
      answer(comparison, headline),
      differences(comparison, headline),
      settings(comparison),
      leakage(comparison) ?? html``,
    ],
    footer: html`<footer id="licence">${datasetsOf(comparison).map(
      (dataset) =>
        html`<p><b>Data:</b> ${dataset.name}. <b>Licence:</b> ${dataset.licence}${/[.!?]$/.test(dataset.licence) ? '' : '.'}${dataset.citation && html` <b>Please cite:</b> ${dataset.citation}`}</p>`,
    )}<p>Made by <b>mimmx</b> from the run records alone; this file asks for nothing over the network.</p></footer>`,
  });
}

function answer(comparison: RunComparison, headline: Headline): Markup {
  const { runs, differences: rows } = comparison;
  const sets = [...new Set(rows.map(({ set }) => set))];
  const meaning = (set: string) => shiftMeaning(set, runs[0]!.config);
  const hard = ['inverted', 'balanced'].map((kind) => sets.find((set) => meaning(set) === kind));
  const set = hard.find((one) => one !== undefined) ?? sets[0];
  const findings: Insert[] = rows
    .filter((row) => row.set === set && row.measure === headline.main.measure)
    .map((row) => sentence(comparison, row, headline.main));
  return html`<section id="answer" class="answer"><h2>Short answer</h2>
${findings.length > 0 ? html`<ul class="findings">${findings.map((finding) => html`<li>${finding}</li>`)}</ul>` : html`<p class="lead">No method is in both runs under one name, so nothing is compared.</p>`}
${lone(comparison)}${seeds(comparison)}</section>`;
}

/** Methods without a counterpart are named, not left out. */
const lone = ({ unmatched, runs }: RunComparison): Insert =>
  unmatched.map(({ run, methods, missing }) => [
    methods.length > 0 &&
      html`<p>Only in ${runs[run]!.label}, and not compared: ${list(methods.map((name) => html`${name}`))}.</p>`,
    missing.length > 0 &&
      html`<p>Not in ${runs[run]!.label}: ${list(missing.map((name) => html`${name}`))}.</p>`,
  ]);

const seeds = ({ runs }: RunComparison): Markup =>
  runs.every(({ summary }) => summary.seeds.length > 1)
    ? html`<p><b>How sure.</b> Numbers are means over the seeds. A difference is called one where its interval leaves 0 out and it exceeds two standard errors over the seeds.</p>`
    : html`<p><b>How sure.</b> At least one run has one seed only: intervals speak of the patients, and say nothing about how another training would have turned out.</p>`;

/** The data sets, each once. */
const datasetsOf = ({ runs }: RunComparison) =>
  runs
    .map(({ summary }) => summary.dataset)
    .filter(
      ({ name, licence }, i, all) =>
        all.findIndex((one) => one.name === name && one.licence === licence) === i,
    );
