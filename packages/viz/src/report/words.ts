import { html, type Insert, type Markup } from '../html.ts';

/** `a, b and c`. */
export const list = (items: readonly Markup[]): Insert =>
  items.map((item, i) => html`${i > 0 && (i === items.length - 1 ? ' and ' : ', ')}${item}`);

/** Whatever is given as text, for {@link list}. */
export const names = (items: readonly { readonly name: string }[]): Insert =>
  list(items.map(({ name }) => html`${name}`));
