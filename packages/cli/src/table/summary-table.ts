import type { LeakageResult, MethodResult, Summary } from '@mimmx/experiment';
import { type ColumnGroup, renderTable } from './table.ts';

const PROBES = ['linear', 'knn', 'mlp'] as const;

/** `inDistribution` → `in-distribution`. */
const readable = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const percent = (fraction: number | null | undefined): string =>
  typeof fraction === 'number' && Number.isFinite(fraction) ? (100 * fraction).toFixed(1) : '–';

const interval = (bounds: readonly [number, number] | undefined): string =>
  bounds ? ` [${percent(bounds[0])}, ${percent(bounds[1])}]` : '';

function bestProbe(result: LeakageResult | undefined): string {
  if (!result) return '–';
  const best = PROBES.reduce((a, b) => (result[b] > result[a] ? b : a));
  return `${percent(result[best])} ${best.padEnd(PROBES[0].length)}`;
}

const keysOf = (methods: readonly MethodResult[], part: 'shifts' | 'leakage'): string[] => [
  ...new Set(methods.flatMap((method) => Object.keys(method[part]))),
];

/**
 * What a run came to, as text: accuracy of y in % with its interval and the worst group, for each shift; then how well
 * the best of the fresh probes reads each z from f_y.
 */
export function summaryTable(summary: Summary, limit = 100): string {
  const names = Object.keys(summary.methods);
  const methods = Object.values(summary.methods);
  const shifts: ColumnGroup[] = keysOf(methods, 'shifts').map((shift) => ({
    heading: readable(shift),
    columns: [
      {
        heading: 'accuracy',
        cells: methods.map(({ shifts: { [shift]: result } }) =>
          result ? percent(result.accuracy) + interval(result.intervals.accuracy) : '–',
        ),
      },
      {
        heading: 'worst',
        cells: methods.map(({ shifts: { [shift]: result } }) => percent(result?.worstGroupAccuracy)),
      },
    ],
  }));
  const leakage: ColumnGroup[] = keysOf(methods, 'leakage').map((factor) => {
    const chance = methods.find((method) => method.leakage[factor])?.leakage[factor]?.chance;
    const isNumber = summary.task.z.some(({ name, kind }) => name === factor && kind === 'continuous');
    return {
      heading: factor,
      columns: [
        {
          heading: `${isNumber ? 'R², ' : ''}chance ${percent(chance)}`,
          cells: methods.map((method) => bestProbe(method.leakage[factor])),
        },
      ],
    };
  });
  const { name } = summary.task.y;
  const seeds = `${summary.seeds.length} ${summary.seeds.length === 1 ? 'seed' : 'seeds'}`;
  const blocks = [
    `Accuracy of "${name}" in % [interval], and of its worst group, by test set (${seeds})`,
    renderTable(names, shifts, limit),
  ];
  if (leakage.length > 0) {
    blocks.push(
      'Leakage: what the best fresh probe reads from the features of y, in %',
      renderTable(names, leakage, limit),
    );
  }
  return `${blocks.join('\n\n')}\n`;
}
