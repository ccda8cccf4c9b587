import type { BenchSummary } from '../summary.ts';

const COLUMNS = [
  ...[
    'protocol',
    'setting',
    'method',
    'measure',
    'mean',
    'sd',
    'n',
    'seeds',
    'published',
    'published_spread',
  ],
  ...['published_source', 'differs', 'failed', 'updates', 'passes', 'seconds', 'parameters', 'commit'],
] as const;

const quoted = (value: string | number | null | undefined): string => {
  const text = value === null || value === undefined ? '' : String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** Every cell of a bench as a line. */
export function benchCsv({ protocol, commit, rows, costs }: BenchSummary): string {
  const lines = rows.map((cell) => {
    const cost = costs.find(({ method, setting }) => method === cell.method && setting === cell.setting);
    return [
      protocol,
      cell.setting,
      cell.method,
      cell.measure,
      cell.mean,
      cell.sd,
      cell.n,
      cell.seeds.join(' '),
      cell.published?.value,
      cell.published?.spread,
      cell.published?.source,
      cell.differs.join('; '),
      cell.failed.map(({ seed, message }) => `seed ${seed}: ${message}`).join('; '),
      cost?.updates,
      cost?.passes,
      cost?.seconds,
      cost?.parameters,
      commit,
    ]
      .map(quoted)
      .join(',');
  });
  return `${[COLUMNS.join(','), ...lines].join('\n')}\n`;
}
