import { DICTIONARY } from './dictionary.ts';
import {
  type Coding,
  type Element,
  EXPLICIT,
  IMPLICIT,
  ITEM,
  ITEM_END,
  isVr,
  readHeader,
  SEQUENCE_END,
  tagAt,
  vrAt,
} from './header.ts';

/** Elements of a data set or an item, by tag: those that somebody asks for, the first of each. */
export interface Elements {
  readonly byTag: ReadonlyMap<number, Element>;
  readonly coding: Coding;
  /** Byte after the last. */
  readonly end: number;
}

/** One item of a sequence: its place, and how its elements are written. */
export interface Item {
  readonly start: number;
  /** Null if a delimiter ends it. */
  readonly end: number | null;
  readonly coding: Coding;
}

/** Sequences within sequences that are followed; more is an attack. Real files have below ten. */
const DEEPEST = 64;
const PIXEL_DATA = DICTIONARY.PixelData[0];
/** A file of nothing but tags would otherwise fill the memory with them. */
const WANTED: ReadonlySet<number> = new Set(Object.values(DICTIONARY).map(([tag]) => tag));

/**
 * Reads the elements from a position up to the end, or up to an item's delimiter. A data set ends with its pixels: what
 * may follow them says nothing about an image.
 *
 * @throws if an element goes beyond the end, naming it
 */
export function readElements(
  bytes: DataView,
  start: number,
  end: number,
  coding: Coding,
  depth = 0,
): Elements {
  if (depth > DEEPEST) throw new Error(`sequences nested more than ${DEEPEST} deep`);
  const byTag = new Map<number, Element>();
  let at = start;
  while (at < end) {
    // Padding behind the last element, or a file that ends within a few bytes of one.
    if (end - at < 8) break;
    const element = readHeader(bytes, at, end, coding);
    if (element.tag === ITEM_END) return { byTag, coding, end: element.start };
    if (WANTED.has(element.tag) && !byTag.has(element.tag)) byTag.set(element.tag, element);
    if (element.tag === PIXEL_DATA && depth === 0) return { byTag, coding, end };
    at =
      element.length === null
        ? readItems(bytes, element, end, coding, depth).end
        : element.start + element.length;
  }
  return { byTag, coding, end };
}

/**
 * Items of a sequence or the fragments of encapsulated bytes, in order.
 *
 * @param fragments whether the items hold bytes, not elements
 */
export function readItems(
  bytes: DataView,
  { start, length, vr }: Element,
  end: number,
  coding: Coding,
  depth = 0,
  fragments = false,
): { items: Item[]; end: number } {
  const items: Item[] = [];
  const last = length === null ? end : start + length;
  const inside = vr === 'UN' ? unknownCoding(bytes, start, last) : coding;
  let at = start;
  while (at + 8 <= last) {
    const header = readHeader(bytes, at, last, inside);
    if (header.tag === SEQUENCE_END) return { items, end: header.start };
    if (header.tag !== ITEM) throw new Error(`no item begins at byte ${at}, where a sequence goes on`);
    const stop = header.length === null ? null : header.start + header.length;
    items.push({ start: header.start, end: stop, coding: inside });
    if (stop === null && fragments) throw new Error('a fragment of pixels without a length');
    at = stop ?? readElements(bytes, header.start, last, inside, depth + 1).end;
  }
  if (length === null && !fragments) throw new Error('the file ends within a sequence');
  return { items, end: last };
}

/**
 * What an element of VR UN holds is implicit, little endian (PS3.5 6.2.2, CP-246). Some writers keep the explicit form;
 * the first element of the first item shows it.
 */
function unknownCoding(bytes: DataView, start: number, end: number): Coding {
  const first = start + 8;
  if (first + 8 > end || tagAt(bytes, start, true) !== ITEM) return IMPLICIT;
  return isVr(vrAt(bytes, first)) ? EXPLICIT : IMPLICIT;
}
