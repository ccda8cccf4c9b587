import type { BenchSummary } from '../summary.ts';
import { legendOf, type Part, sectionsOf } from './sections.ts';

const escaped = (text: string): string => text.replaceAll('|', '\\|');

/** A Markdown table. */
const markdownTable = (head: readonly string[], lines: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...lines].map((line) => `| ${line.map(escaped).join(' | ')} |`).join('\n');

const written = (part: Part): string => {
  if (typeof part === 'string') return part;
  if ('head' in part) return markdownTable(part.head, part.lines);
  return part.map((sentence) => `- ${sentence}`).join('\n');
};

/** The whole bench as Markdown. */
export function benchMarkdown(summary: BenchSummary): string {
  const { title, question, command, commit } = summary;
  const of = commit && `, commit ${commit.slice(0, 10)}${commit.endsWith('+') ? ' with changes' : ''}`;
  return `${[
    `# ${title}`,
    question,
    `\`${command}\`${of ?? ''}. ${legendOf(summary)}`,
    ...sectionsOf(summary).flatMap((one) => [`## ${one.title}`, ...one.parts.map(written)]),
  ].join('\n\n')}\n`;
}
