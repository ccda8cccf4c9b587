import type { RunComparison, SettingDifference } from '@mimmx/experiment';
import { html, type Markup } from '../html.ts';
import { wideTable } from '../report/figure.ts';

/** In what the runs were not made alike: settings first, then what they were made with. */
export function settings({ runs, settings: own, surroundings }: RunComparison): Markup {
  const table = (caption: string, rows: readonly SettingDifference[]) =>
    wideTable(
      caption,
      'settings',
      html`<thead><tr><th scope="col">Setting</th>${runs.map(({ label }) => html`<th scope="col">${label}</th>`)}</tr></thead><tbody>${rows.map(
        ({ path, values }) =>
          html`<tr><th scope="row"><code>${path}</code></th>${values.map((value) => html`<td>${value ?? '–'}</td>`)}</tr>`,
      )}</tbody>`,
    );
  return html`<section id="settings">
<h2>In what they differ</h2>
${own.length > 0 ? table('Settings, with every default filled in', own) : html`<p>The settings are the same.</p>`}
${surroundings.length > 0 ? table('Data, versions and machine', surroundings) : html`<p>Data, versions, engine and machine are the same.</p>`}
</section>`;
}
