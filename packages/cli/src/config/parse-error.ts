import { basename } from 'node:path';

/** What a parser or the file itself says, without the file's name and the kind of error. */
export const firstLine = (error: unknown, file: string): string =>
  (String(error instanceof Error ? error.message : error).split('\n')[0] ?? '')
    .replace(/^(\w*Error: )/, '')
    .replace(`${file}: `, '')
    .replace(/ \(\d+:\d+\)/, '')
    .trim()
    .replace(/\.$/, '');

/** Line of a file that an error speaks of: parsers say it in many ways. */
export function lineIn(error: unknown, file: string): number | undefined {
  const {
    message = '',
    stack = '',
    mark,
  } = error as {
    readonly message?: string;
    readonly stack?: string;
    readonly mark?: { readonly line: number };
  };
  if (mark) return mark.line + 1;
  const said = `${message}\n${stack}`;
  const at = said.indexOf(`${basename(file)}:`);
  const line =
    /^(\d+)/.exec(at < 0 ? '' : said.slice(at + basename(file).length + 1)) ?? /line (\d+)/.exec(message);
  return line ? Number(line[1]) : undefined;
}
