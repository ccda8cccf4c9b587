import { SaxesParser } from 'saxes';

/** An element of a parsed document. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  /** Text of the element and everything in it. */
  text: string;
}

/** Parses a document strictly. Throws at the first fault, as a browser does not. */
export function parse(document: string): Element {
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const element: Element = { name, attributes: { ...attributes }, children: [], text: '' };
    open.at(-1)!.children.push(element);
    open.push(element);
  });
  parser.on('closetag', () => void open.pop());
  parser.on('text', (text) => {
    for (const element of open) element.text += text;
  });
  parser.write(document).close();
  return root.children[0]!;
}

/** All descendants (and the element itself) with a name, in document order. */
export function all(element: Element, name: string): Element[] {
  return [
    ...(element.name === name ? [element] : []),
    ...element.children.flatMap((child) => all(child, name)),
  ];
}

/** The first element with an id. */
export function byId(element: Element, id: string): Element | undefined {
  if (element.attributes.id === id) return element;
  for (const child of element.children) {
    const found = byId(child, id);
    if (found) return found;
  }
  return undefined;
}
