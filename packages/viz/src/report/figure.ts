import { strokeOf } from '../charts/index.ts';
import { html, type Insert, type Markup, svg } from '../html.ts';
import { SERIES } from '../palette.ts';
import { isOpen, outline, type Shape } from '../svg/symbols.ts';

/** A chart or table with its caption under it. */
export const figure = (content: Insert, caption: Insert): Markup =>
  html`<figure>${content}<figcaption>${caption}</figcaption></figure>`;

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
