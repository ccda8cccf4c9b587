import type { Row } from '../statistics.ts';
import { gain, gainOf, type Judged, percent, scored, seedsOf } from './judged.ts';

/** Every judged setting a line: what the twin has, and what the term gains on it. */
export function methodBlock(judged: Judged): string {
  const rows = Object.values(judged).flatMap((table) => {
    const [twin, own] = [table.methods['lambda-0'], table.methods['mimm-x']];
    if (!twin || !own || !table.gains['mimm-x']) return [];
    const { score } = table;
    const without = [twin.inverted, twin.balanced, twin.worstGroup].map(({ mean }) => scored(mean, score));
    const gains = (['inverted', 'balanced', 'worst group'] as const).map((m) =>
      gain(gainOf(table, m), score),
    );
    const both = (of: (row: Row) => number) => `${percent(of(twin))} → ${percent(of(own))}`;
    const leakage = [
      both((row) => row.leakage.mean),
      ...(own.numbers ?? []).map((name) => `R² of ${name} ${both((row) => row.leakageOf[name]!.mean)}`),
    ].join(', ');
    return [
      `| ${table.title} | ${seedsOf(table, 'mimm-x')} | ${without.join(' / ')} | ${gains.join(' | ')} | ${leakage} |`,
    ];
  });
  return [
    '| setting | seeds | without the term: inverted / balanced / worst group | gain inverted | gain balanced | gain in the worst group | leakage |',
    '|---|---|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}
