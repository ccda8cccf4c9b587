import { join } from 'node:path';
import { atomicWrite, csvLine } from '@mimmx/data/files';
import { summarise, type TrialResult } from '@mimmx/experiment';
import { type Collected, collectResults, folderTrials, type SweepFolder } from '@mimmx/experiment/node';
import { type ColumnGroup, renderTable } from '../table/table.ts';
import { UsageError } from '../usage-error.ts';
import { rowOf } from './best.ts';
import { lookAt } from './look.ts';
import { cell, plural, tagsText } from './words.ts';

export interface CollectOptions {
  readonly mix: boolean;
  /** Tags that have rows of their own; all but the seed if absent. */
  readonly by?: readonly string[] | undefined;
  readonly measure?: string | undefined;
  readonly set?: string | undefined;
}

/** Tables of what is done: rows by tags, columns by test set, means over the rest; `results.csv` has every number. */
export async function collect(sweep: SweepFolder, options: CollectOptions): Promise<string> {
  const look = await lookAt(sweep, null);
  const store = folderTrials(sweep.path, sweep.head.leases);
  const dataAxes = sweep.head.axes.flatMap(({ paths }, a) =>
    paths.some((path) => /^(dataset|data\.split)/.test(path)) ? [a] : [],
  );
  const collected = await collectResults(look.planned, look.states, store, {
    mix: options.mix,
    dataOf: ({ at }) => JSON.stringify(dataAxes.map((a) => at[a])),
  });
  const files = await writeFiles(sweep, collected);
  const parts = [
    collected.results.length > 0 ? table(sweep, collected, options) : 'No trial is done yet.',
    missingText(collected),
    ...collected.notes.map((note) => `Note: ${note}`),
    files,
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function table(sweep: SweepFolder, { results }: Collected, { by, measure, set }: CollectOptions): string {
  const known = [
    'method',
    ...(sweep.head.folds === null ? [] : ['fold']),
    ...sweep.head.axes.map(({ name }) => name),
  ];
  const wrong = by?.find((name) => name !== 'seed' && !known.includes(name));
  if (wrong !== undefined) {
    throw new UsageError(`--by ${wrong}: this sweep has the columns ${[...known, 'seed'].join(', ')}`);
  }
  const rows = by ?? known.filter((name) => name !== 'fold');
  const asked = measure ?? sweep.head.best.measure;
  const groups = summarise(results as readonly TrialResult[], rows);
  const sets = [
    ...new Set(
      results.flatMap((one) => one.rows.filter((row) => row.measure === asked).map((row) => row.set)),
    ),
  ];
  if (sets.length === 0) {
    const measures = [...new Set(results.flatMap((one) => one.rows.map((row) => row.measure)))];
    throw new UsageError(`--measure ${asked}: results have ${measures.join(', ')}`);
  }
  const shown = set === undefined ? sets : sets.filter((name) => name === set);
  if (shown.length === 0) throw new UsageError(`--on ${set}: ${asked} was measured on ${sets.join(', ')}`);
  const columns: ColumnGroup[] = [
    ...rows.slice(1).map((name) => ({
      heading: '',
      columns: [{ heading: name, cells: groups.map(({ tags }) => cell(tags[name])) }],
    })),
    {
      heading: asked,
      columns: shown.map((name) => ({
        heading: name,
        cells: groups.map((group) => {
          const row = rowOf(group.rows as never, { measure: asked, set: name }) as
            | { value: number | null; sd?: number; seeds?: number }
            | undefined;
          if (row?.value === null || row === undefined) return '–';
          return row.sd === undefined
            ? row.value.toFixed(3)
            : `${row.value.toFixed(3)} ± ${row.sd.toFixed(3)}`;
        }),
      })),
    },
    {
      heading: '',
      columns: [{ heading: 'trials', cells: groups.map((group) => String(group.results.length)) }],
    },
  ];
  return renderTable(
    groups.map(({ tags }) => cell(tags[rows[0] ?? 'method'])),
    columns,
    120,
  );
}

function missingText({ missing, results }: Collected): string {
  if (missing.length === 0) return '';
  const lines = missing.slice(0, 20).map(({ tags, why }) => `  ${tagsText(tags)}: ${why}`);
  const more = missing.length > 20 ? [`  … and ${missing.length - 20} more, all in missing.csv`] : [];
  return [
    `Missing: ${missing.length} of ${plural(results.length + missing.length, 'trial')}`,
    ...lines,
    ...more,
  ].join('\n');
}

async function writeFiles(sweep: SweepFolder, { results, missing }: Collected): Promise<string> {
  const names = [...new Set([...results, ...missing].flatMap(({ tags }) => Object.keys(tags)))];
  const of = (tags: Readonly<Record<string, string | number>>) => names.map((name) => cell(tags[name]));
  const number = (value: number | null | undefined) =>
    value === null || value === undefined ? '' : String(value);
  const file = join(sweep.path, 'results.csv');
  await atomicWrite(
    file,
    (function* () {
      yield csvLine([
        'id',
        ...names,
        'set',
        'measure',
        'factor',
        'group',
        'probe',
        'value',
        'low',
        'high',
        'count',
      ]);
      for (const { id, tags, rows } of results) {
        let piece = '';
        for (const row of rows) {
          piece += csvLine([
            id,
            ...of(tags),
            row.set,
            row.measure,
            row.factor ?? '',
            row.group ?? '',
            row.probe ?? '',
            number(row.value),
            number(row.low),
            number(row.high),
            String(row.count),
          ]);
        }
        yield piece;
      }
    })(),
  );
  const lost = join(sweep.path, 'missing.csv');
  await atomicWrite(
    lost,
    [
      csvLine(['id', ...names, 'why']),
      ...missing.map(({ id, tags, why }) => csvLine([id, ...of(tags), why])),
    ].join(''),
  );
  return `Every number: ${file}`;
}
