import type { MethodResult, Summary } from '@mimmx/experiment';

type Differences = Summary['differences'];

/** Paired differences of every two methods, as large as their values differ, with an interval of a half-width. */
export function differencesOf(
  methods: Readonly<Record<string, Pick<MethodResult, 'rows'>>>,
  width: number,
  measures: readonly string[] = ['accuracy', 'worst-group accuracy'],
): Differences {
  const names = Object.keys(methods);
  const pairs = names.flatMap((a, i) => names.slice(i + 1).map((b) => [a, b] as const));
  return pairs.flatMap(([a, b]) =>
    methods[a]!.rows.filter(
      ({ measure, group }) => measures.includes(measure) && group === undefined,
    ).flatMap((row): Differences => {
      const other = methods[b]!.rows.find(
        ({ set, measure, group }) => set === row.set && measure === row.measure && group === undefined,
      );
      if (row.value === null || !other || other.value === null) return [];
      const difference = row.value - other.value;
      return [
        {
          set: row.set,
          measure: row.measure,
          a,
          b,
          difference,
          low: difference - width,
          high: difference + width,
          pValue: null,
          better: /mae|rmse/.test(row.measure) ? 'lower' : 'higher',
          count: row.count,
        },
      ];
    }),
  );
}
