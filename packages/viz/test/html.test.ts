import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { html, svg } from '../src/html.ts';
import { parse } from './xml.ts';

describe('html', () => {
  test('any text comes back unchanged from content and attribute, and adds no element', () => {
    const printable = fc.string({ unit: 'grapheme' }).map((text) => text.replace(/[\r\n\t]/g, ' '));
    fc.assert(
      fc.property(printable, (text) => {
        const element = parse(html`<p title="${text}">${text}</p>`.text);
        expect(element.children).toEqual([]);
        expect(element.text).toBe(text);
        expect(element.attributes.title).toBe(text);
      }),
    );
  });

  test('characters that XML forbids are replaced, so that any bytes still give a readable page', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parse(html`<p>${text}</p>`.text)));
    expect(html`${'a\u0000b\ud800c'}`.text).toBe('a\uFFFDb\uFFFDc');
  });

  test('markup goes in as it is, lists are joined, nothing gives nothing', () => {
    expect(
      html`<ul>${['<a>', '<b>'].map((name) => html`<li>${name}</li>`)}${null}${undefined}${false}</ul>`.text,
    ).toBe('<ul><li>&lt;a&gt;</li><li>&lt;b&gt;</li></ul>');
  });

  test('numbers are kept in HTML and rounded to a tenth of a pixel in SVG', () => {
    expect(html`${0.12345}`.text).toBe('0.12345');
    expect(svg`${0.12345} ${12} ${-3.96}`.text).toBe('0.1 12 -4');
  });
});
