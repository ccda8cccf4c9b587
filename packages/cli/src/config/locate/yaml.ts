import { followBraces } from './braces.ts';

interface Line {
  readonly number: number;
  readonly text: string;
}

/** An entry of a mapping or a list: its line, what follows on it in braces or brackets, and the lines inside. */
interface Entry {
  readonly key: string;
  readonly number: number;
  readonly flow: string;
  readonly inside: Line[];
}

const indentOf = ({ text }: Line): number => text.search(/\S/);
const isItem = ({ text }: Line): boolean => /^\s*-(\s|$)/.test(text);
const flowIn = (text: string): string => (/^\s*[{[]/.test(text) ? text : '');
const KEY = /^\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^']|'')*)'|([^\s#'"[{-](?:[^#]*?\S)??))\s*:(?=\s|$)/;

function entriesOf(block: readonly Line[]): readonly Entry[] {
  const [first] = block;
  if (!first) return [];
  const indent = indentOf(first);
  const isList = isItem(first);
  const entries: Entry[] = [];
  for (const line of block) {
    const { number, text } = line;
    const begins = indentOf(line) === indent && isItem(line) === isList;
    const named = begins && !isList ? KEY.exec(text) : null;
    if (begins && isList) {
      // What stands after the dash is the first line of what is inside, as far in as it stands.
      const rest = text.replace('-', ' ');
      const inside = /\S/.test(rest) ? [{ number, text: rest }] : [];
      entries.push({ key: String(entries.length), number, flow: flowIn(rest), inside });
    } else if (named) {
      const key = named[1] ?? named[2] ?? named[3] ?? '';
      entries.push({ key, number, flow: flowIn(text.slice(named[0].length)), inside: [] });
    } else entries.at(-1)?.inside.push(line);
  }
  return entries;
}

/** Line of the deepest part of a path that a YAML text has, from 1; in block style, or flow style inside it. */
export function lineInYaml(text: string, path: readonly PropertyKey[]): number | undefined {
  let block: readonly Line[] = text
    .split('\n')
    .map((line, i) => ({ number: i + 1, text: line }))
    .filter((line) => /\S/.test(line.text) && !/^\s*(#|---|%)/.test(line.text));
  let line: number | undefined;
  for (const [depth, part] of path.entries()) {
    const entry = entriesOf(block).find(({ key }) => key === String(part));
    if (!entry) break;
    line = entry.number;
    if (entry.flow !== '') {
      const isList = block[0] !== undefined && isItem(block[0]);
      const flow = [entry.flow, ...entry.inside.slice(isList ? 1 : 0).map((one) => one.text)].join('\n');
      const { at } = followBraces(flow, flow.search(/[{[]/), path.slice(depth + 1));
      return line + flow.slice(0, at).split('\n').length - 1;
    }
    block = entry.inside;
  }
  return line;
}
