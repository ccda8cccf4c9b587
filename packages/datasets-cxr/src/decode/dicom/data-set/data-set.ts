import { decodeText } from './character-set.ts';
import { DICTIONARY, type Keyword, named } from './dictionary.ts';
import { type Elements, readElements, readItems } from './elements.ts';
import type { Element } from './header.ts';
import { effectiveVr, firstNumber, latin } from './values.ts';

/** The elements of a file or of an item, asked for by keyword. */
export interface DataSet {
  readonly littleEndian: boolean;
  has(keyword: Keyword): boolean;
  /** First value as a number; null if absent or empty. @throws if it is no number */
  number(keyword: Keyword): number | null;
  /** First value as text, blanks cut; null if absent or empty. */
  text(keyword: Keyword): string | null;
  /** All values as one text, as an identifier is compared. */
  wholeText(keyword: Keyword): string | null;
  /** Bytes of the value, or null. */
  bytes(keyword: Keyword): DataView | null;
  /** First item of a sequence, or null. */
  firstItem(keyword: Keyword): DataSet | null;
  /** Where the element lies, for those that read its bytes themselves. */
  element(keyword: Keyword): Element | null;
}

/** @param outer data set that an item belongs to, which knows the image's signedness and the character set */
export function createDataSet(bytes: DataView, elements: Elements, outer: DataSet | null = null): DataSet {
  const { coding, byTag } = elements;
  const find = (keyword: Keyword): Element | null => byTag.get(DICTIONARY[keyword][0]) ?? null;
  const located = (keyword: Keyword): { view: DataView; element: Element } | null => {
    const element = find(keyword);
    if (!element || element.length === null || element.length === 0) return null;
    const length = Math.min(element.length, bytes.byteLength - element.start);
    return { view: new DataView(bytes.buffer, bytes.byteOffset + element.start, length), element };
  };
  /** What UN holds keeps the byte order of the implicit form. */
  const order = (element: Element): boolean => coding.littleEndian || element.vr === 'UN';
  const signed = (): boolean => (outer ?? dataSet).number('PixelRepresentation') === 1;

  const dataSet: DataSet = {
    littleEndian: coding.littleEndian,
    has: (keyword) => find(keyword) !== null,
    element: find,
    bytes: (keyword) => located(keyword)?.view ?? null,
    number(keyword) {
      const value = located(keyword);
      if (!value) return null;
      const known = DICTIONARY[keyword][1];
      const vr = effectiveVr(value.element.vr, known, known === 'xs' && signed());
      const number = firstNumber(value.view, vr, order(value.element));
      if (number !== null) return number;
      if (/^[\0\s]*$/.test(latin(value.view).split('\\')[0]!)) return null;
      throw new Error(`${named(keyword)} is no number; correct the header`);
    },
    text: (keyword) => dataSet.wholeText(keyword)?.split('\\')[0]?.trim() || null,
    wholeText(keyword) {
      const value = located(keyword);
      if (!value) return null;
      const raw = new Uint8Array(value.view.buffer, value.view.byteOffset, value.view.byteLength);
      const own =
        keyword === 'SpecificCharacterSet' ? null : (outer ?? dataSet).wholeText('SpecificCharacterSet');
      return decodeText(raw, own) || null;
    },
    firstItem(keyword) {
      const element = find(keyword);
      if (!element || element.length === 0) return null;
      const [item] = readItems(bytes, element, bytes.byteLength, coding, 1).items;
      if (!item) return null;
      const inside = readElements(bytes, item.start, item.end ?? bytes.byteLength, item.coding, 1);
      return createDataSet(bytes, inside, outer ?? dataSet);
    },
  };
  return dataSet;
}
