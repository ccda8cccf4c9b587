import { agrees, type BenchCell } from '../cells.ts';
import type { BenchSummary } from '../summary.ts';

/** Mark of a cell whose training differs from the published one. */
export const MARK = '†';

/** One setting of a bench as a table: a line for each row, a column for each measure. */
export interface Grid {
  readonly setting: string;
  readonly head: readonly string[];
  readonly lines: readonly (readonly string[])[];
  /** Sentences on marked and missing cells. */
  readonly notes: readonly string[];
}

const number = (value: number): string => value.toFixed(1);

/** `12.3 ± 0.4 (3)`: mean, standard deviation over seeds, number of seeds; a dagger where the protocol differs. */
export function cellText(cell: BenchCell): string {
  const failed = cell.failed.length;
  if (cell.mean === null) return failed > 0 ? 'failed' : '–';
  const spread = cell.sd === null ? '' : ` ± ${number(cell.sd)}`;
  return `${number(cell.mean)}${spread} (${cell.n}${failed > 0 ? `, ${failed} failed` : ''})${cell.differs.length > 0 ? ` ${MARK}` : ''}`;
}

/** `17.1 ± 0.7`, with a question mark where it was noted from memory; and whether ours agrees with it. */
export function publishedText(cell: BenchCell): string {
  const { published } = cell;
  if (!published) return '';
  const spread = published.spread === undefined ? '' : ` ± ${number(published.spread)}`;
  const verdict = agrees(cell);
  return `${number(published.value)}${spread}${published.sure === 'memory' ? ' ?' : ''}${verdict === null ? '' : verdict ? ' ✓' : ' ≠'}`;
}

/** The tables of a bench, one for each setting. */
export function gridsOf(summary: BenchSummary): Grid[] {
  return summary.settings.map((setting) => {
    const here = summary.rows.filter((cell) => cell.setting === setting);
    const methods = [...new Set(here.map(({ method }) => method))];
    const printed = summary.measures.filter(({ name }) =>
      here.some((cell) => cell.measure === name && cell.published),
    );
    const cellOf = (method: string, measure: string) =>
      here.find((cell) => cell.method === method && cell.measure === measure)!;
    const order = (method: string) =>
      cellOf(method, summary.measures[0]!.name).mean ?? Number.NEGATIVE_INFINITY;
    const sign = summary.measures[0]!.better === 'higher' ? -1 : 1;
    const lines = [...methods]
      .sort((a, b) => sign * (order(a) - order(b)))
      .map((method) => {
        const cost = summary.costs.find((one) => one.method === method && one.setting === setting);
        return [
          method,
          ...summary.measures.map(({ name }) => cellText(cellOf(method, name))),
          ...printed.map(({ name }) => publishedText(cellOf(method, name))),
          ...(cost
            ? [String(cost.updates), cost.passes, cost.seconds.toFixed(0), String(cost.parameters)]
            : ['', '', '', '']),
        ];
      });
    return {
      setting,
      head: [
        'method',
        ...summary.measures.map(({ name }) => name),
        ...printed.map(({ name }) => `published ${name}`),
        'updates',
        'passes',
        'seconds',
        'parameters',
      ],
      lines,
      notes: notesOf(here),
    };
  });
}

function notesOf(cells: readonly BenchCell[]): string[] {
  const said = new Map<string, Set<string>>();
  const noted = new Set<string>();
  const failed = new Map<string, Set<number>>();
  for (const { method, differs, notes, failed: seeds } of cells) {
    for (const what of differs) said.set(what, (said.get(what) ?? new Set()).add(method));
    for (const note of notes) noted.add(note);
    for (const { seed, message } of seeds) {
      const key = `${method}: ${message}`;
      failed.set(key, (failed.get(key) ?? new Set()).add(seed));
    }
  }
  const count = new Set(cells.map(({ method }) => method)).size;
  return [
    ...[...said].map(
      ([what, methods]) =>
        `${MARK} ${methods.size === count ? 'all rows' : [...methods].join(', ')}: ${what}.`,
    ),
    ...noted,
    ...[...failed].map(([what, seeds]) => `Seed ${[...seeds].join(', ')} of ${what}`),
  ];
}
