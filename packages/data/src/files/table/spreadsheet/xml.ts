import type { Readable } from 'node:stream';

/** What is told of the tags of a file, in its order. Prefixes of names are taken off. */
export interface XmlHandler {
  open?(name: string, attribute: (name: string) => string | undefined): void;
  close?(name: string): void;
  /** Text between two tags, its entities replaced; a long text may come in pieces. */
  text?(text: string): void;
}

/** Longest tag, and longest text that is handed on at once. */
const LONGEST = 1 << 20;
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/**
 * Reads the small part of XML that workbooks are made of, as a stream: tags, attributes, text, the five entities that
 * need no declaration, comments and CDATA. Declarations of entities are refused.
 *
 * @param most unpacked bytes that are read
 * @throws if a tag does not end, an entity is unknown, or there is more than `most`
 */
export async function readXml(stream: Readable, handler: XmlHandler, most: number): Promise<void> {
  const decoder = new TextDecoder('utf-8');
  let rest = '';
  let bytes = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > most) {
      stream.destroy();
      throw new Error(`it unpacks to more than ${most} bytes`);
    }
    rest = parse(rest + decoder.decode(chunk, { stream: true }), handler);
    if (rest.length > LONGEST) {
      stream.destroy();
      throw new Error('a tag or text of more than 1 MiB');
    }
  }
  rest = parse(rest + decoder.decode(), handler);
  if (rest.trim() !== '') throw new Error('its XML ends within a tag');
}

/** @returns what cannot be understood before more is there */
function parse(text: string, { open, close, text: say }: XmlHandler): string {
  let at = 0;
  for (;;) {
    const from = text.indexOf('<', at);
    if (from < 0) return text.slice(at);
    if (from > at && say) say(plain(text.slice(at, from)));
    if (text.startsWith('<!', from)) {
      const [mark, end] = text.startsWith('<!--', from)
        ? ['<!--', '-->']
        : text.startsWith('<![CDATA[', from)
          ? ['<![CDATA[', ']]>']
          : ['', ''];
      if (mark === '' && text.length - from >= 9) throw new Error('its XML declares entities');
      const to = mark === '' ? -1 : text.indexOf(end, from + mark.length);
      if (to < 0) return text.slice(from);
      if (mark === '<![CDATA[') say?.(text.slice(from + mark.length, to));
      at = to + end.length;
      continue;
    }
    const to = endOfTag(text, from);
    if (to < 0) return text.slice(from);
    at = to + 1;
    if (text[from + 1] === '?') continue;
    if (text[from + 1] === '/') {
      close?.(bare(text.slice(from + 2, to).trim()));
      continue;
    }
    const alone = text[to - 1] === '/';
    const inner = text.slice(from + 1, alone ? to - 1 : to);
    const blank = inner.search(/\s/);
    const name = bare(blank < 0 ? inner : inner.slice(0, blank));
    open?.(name, (wanted) => (blank < 0 ? undefined : attributeOf(inner, wanted)));
    if (alone) close?.(name);
  }
}

/** Where a tag ends, or −1; a value within quotes may hold the sign for it. */
function endOfTag(text: string, from: number): number {
  const first = text.indexOf('>', from);
  const last = text[text[first - 1] === '/' ? first - 2 : first - 1];
  if (first < 0 || last === '"' || last === "'" || !text.slice(from, first).includes('=')) return first;
  let quote: string | null = null;
  for (let at = from; at < text.length; at++) {
    const sign = text[at]!;
    if (quote !== null) quote = sign === quote ? null : quote;
    else if (sign === '"' || sign === "'") quote = sign;
    else if (sign === '>') return at;
  }
  return -1;
}

const bare = (name: string): string => name.slice(name.indexOf(':') + 1);

/** An attribute by its name, with whatever prefix. */
function attributeOf(tag: string, name: string): string | undefined {
  for (let at = tag.indexOf(`${name}=`); at > 0; at = tag.indexOf(`${name}=`, at + 1)) {
    const before = tag[at - 1]!;
    if (before !== ' ' && before !== ':' && before !== '\n' && before !== '\t' && before !== '\r') continue;
    const quote = tag[at + name.length + 1]!;
    const end = tag.indexOf(quote, at + name.length + 2);
    return end < 0 ? undefined : plain(tag.slice(at + name.length + 2, end));
  }
  return undefined;
}

function plain(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(#x[\da-f]{1,6}|#\d{1,7}|\w{1,10});/gi, (_, name: string) => {
    const known = ENTITIES[name];
    if (known !== undefined) return known;
    const code = name.startsWith('#') ? Number(name.replace(/^#x/i, '0x').replace(/^#/, '')) : Number.NaN;
    if (!(code >= 0 && code <= 0x10ffff)) throw new Error(`its XML has an unknown entity &${name};`);
    return String.fromCodePoint(code);
  });
}
