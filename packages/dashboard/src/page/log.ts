import { html, type Markup } from '@mimmx/viz';
import type { PlaceView } from '../look/view.ts';

/** What was seen to happen since the dashboard was started, newest first. */
export function log({ log: entries }: PlaceView): Markup {
  if (entries.length === 0) return html`<p>Nothing has happened since this page was started.</p>`;
  return html`<ol class="log">${entries.map(({ at, text }) => html`<li><time datetime="${at.toISOString()}">${at.toTimeString().slice(0, 8)}</time> ${text}</li>`)}</ol>`;
}
