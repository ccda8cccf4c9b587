/** Text that is safe to put into a page: it was made by {@link html} or {@link svg}, which escape what they insert. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

/** What a template may insert. Only {@link Markup} goes in as it is; `null`, `undefined` and `false` give nothing. */
export type Insert = Markup | string | number | null | undefined | false | readonly Insert[];

/**
 * Escapes text for XML and HTML, in content and in quoted attributes. Characters that XML forbids (controls, lone
 * surrogates) and those that turn a line round become U+FFFD, so that no label can make a page unreadable or read otherwise.
 */
export function escapeText(text: string): string {
  return text.replace(FORBIDDEN, '\uFFFD').replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

/**
 * Template for HTML: everything inserted is escaped, unless it is {@link Markup}. Attributes must be quoted.
 *
 * @example
 * html`<p title="${name}">${rows.map((row) => html`<b>${row}</b>`)}</p>`
 */
export const html = (parts: TemplateStringsArray, ...inserts: Insert[]): Markup =>
  new Markup(String.raw({ raw: parts }, ...inserts.map((insert) => write(insert, String))));

/** The same for SVG: numbers are coordinates in pixels and are rounded to a tenth. */
export const svg = (parts: TemplateStringsArray, ...inserts: Insert[]): Markup =>
  new Markup(String.raw({ raw: parts }, ...inserts.map((insert) => write(insert, coordinate))));

/** A coordinate rounded to a tenth of a pixel, as short as it can be written. */
export const coordinate = (value: number): string => String(Math.round(value * 10) / 10);

function write(insert: Insert, number: (value: number) => string): string {
  if (insert === null || insert === undefined || insert === false) return '';
  if (insert instanceof Markup) return insert.text;
  if (typeof insert === 'number') return number(insert);
  if (typeof insert === 'string') return escapeText(insert);
  return insert.map((item) => write(item, number)).join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

// Controls but tab and line breaks, what turns a line round, what is no character, and halves of one.
const FORBIDDEN = /[^\P{Cc}\t\n\r]|[\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]|\p{Surrogate}/gu;
