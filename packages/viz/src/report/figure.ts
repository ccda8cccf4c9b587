import { html, type Insert, type Markup, svg } from '../html.ts';
import { SERIES } from '../palette.ts';
import { strokeOf } from '../svg/strokes.ts';
import { isOpen, outline, type Shape } from '../svg/symbols.ts';

/** A chart or table with its caption under it. */
export const figure = (content: Insert, caption: Markup): Markup =>
  html`<figure>${content}${caption.text && html`<figcaption>${caption}</figcaption>`}</figure>`;

/** A table that scrolls inside its column where it is too wide, by keyboard too. Its caption stays in place. */
export const wideTable = (caption: string, kind: string, content: Insert): Markup =>
  html`<div class="block">${caption && html`<p class="caption" aria-hidden="true">${caption}</p>`}<div class="scroll" tabindex="0"><table class="${kind}"${caption && html` aria-label="${caption}"`}>${content}</table></div></div>`;

/** The features that the primary task sees, as a reader of papers writes them. */
export const FEATURES: Markup = html`<i>f</i><sub>y</sub>`;

/** Legend entry for a shape. */
export const shapeKey = (label: string, shape: Shape, role: string): Markup => {
  const drawn = isOpen(shape)
    ? svg`<path class="l-${role}" stroke-width="1.8" d="M7 7${outline(shape, 4)}"/>`
    : svg`<path class="f-${role}" d="M7 7${outline(shape, 4)}"/>`;
  return html`<span class="key"><svg class="chart" viewBox="0 0 14 14" width="14" height="14" aria-hidden="true">${drawn}</svg>${label}</span>`;
};

/** Legend entry for a line of {@link lineChart}. */
export const lineKey = (label: string, series: number): Markup => {
  const { role, dash } = strokeOf(series);
  return html`<span class="key"><svg class="chart" viewBox="0 0 26 14" width="26" height="14" aria-hidden="true"><path class="l-${role}" stroke-width="2"${
    dash && html` stroke-dasharray="${dash}"`
  } d="M0 7H26"/></svg>${label}</span>`;
};

/** Legend entry for a bar. */
export const barKey = (label: string, series: number): Markup =>
  html`<span class="key"><svg class="chart" viewBox="0 0 14 14" width="14" height="14" aria-hidden="true"><rect class="f-s${series % SERIES}" y="1" width="12" height="12" rx="2"/></svg>${label}</span>`;
