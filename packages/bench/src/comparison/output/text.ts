import type { BenchSummary } from '../summary.ts';
import { gridsOf } from './grid.ts';

/** The tables of a bench for a terminal. */
export const terminalTable = (summary: BenchSummary): string =>
  [
    ...gridsOf(summary).map(({ setting, head, lines, notes }) => {
      const all = [head, ...lines];
      const widths = head.map((_, column) => Math.max(...all.map((line) => [...line[column]!].length)));
      const pad = (text: string, column: number) => {
        const room = ' '.repeat(widths[column]! - [...text].length);
        return column === 0 ? text + room : room + text;
      };
      return [setting, ...all.map((line) => line.map(pad).join('  ').trimEnd()), ...notes].join('\n');
    }),
    ...summary.statistics.notes,
    ...(summary.left > 0 ? [`${summary.left} trainings are not done.`] : []),
  ].join('\n\n');
