import { html, type Markup } from '@mimmx/viz';
import { countsOf, type PlaceView } from '../look/view.ts';
import { clock, some } from './words.ts';

/** The address of a run's own page. */
export const addressOf = (name: string): string => `/run?name=${encodeURIComponent(name)}`;

/** What is going on in a run, in a few words. */
export function summaryOf(view: PlaceView): string {
  if (view.problem !== null) return 'cannot be read';
  const counts = countsOf(view);
  const parts = (['running', 'stopping', 'stopped', 'failed', 'waiting', 'done'] as const)
    .filter((state) => counts[state] > 0)
    .map((state) => `${counts[state]} ${state}`);
  const idle = counts.waiting > 0 && counts.running + counts.stopping === 0;
  return `${parts.join(', ') || 'no training yet'}${idle ? '; nobody trains here now' : ''}`;
}

/** All runs of the folder, those that go on first. */
export function overview(views: readonly PlaceView[], folder: string): Markup {
  if (views.length === 0)
    return html`<p>No run in <code>${folder}</code> yet. One appears here as soon as it begins: <code>mimmx train</code>.</p>`;
  const rank = (view: PlaceView): number => {
    const counts = countsOf(view);
    if (counts.running + counts.stopping + counts.stopped > 0) return 0;
    return view.finished ? 2 : 1;
  };
  const rows = [...views]
    .sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1))
    .map((view) => {
      const all = view.trials.reduce((sum, { updates }) => sum + updates, 0);
      const done = view.trials.reduce((sum, { step }) => sum + step, 0);
      return html`<li class="place"><a id="${`run-${view.name}`}" href="${addressOf(view.name)}"><b>${view.name}</b></a>
<span class="say">${view.kind === 'sweep' && 'Sweep: '}${summaryOf(view)}</span>
<progress max="${String(all || 1)}" value="${String(done)}" aria-label="${`Updates done of ${view.name}`}">${all > 0 ? Math.round((100 * done) / all) : 0} %</progress>
<span class="left">${view.left === null ? (view.finished ? 'finished' : '') : html`${clock(view.left)} left`}</span>${view.problem !== null && html`<p class="problem">${view.problem}</p>`}</li>`;
    });
  return html`<p class="facts">${some(views.length, 'run')} in <code>${folder}</code></p><ul class="places">${rows}</ul>`;
}
