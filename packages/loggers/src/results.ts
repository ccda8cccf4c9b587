import type { Ending } from '@mimmx/experiment';

/** The results of a finished training as numbers by name: `test/balanced accuracy`, without those of single groups. */
export const resultsOf = ({ rows }: Extract<Ending, { kind: 'finished' }>): Record<string, number> =>
  Object.fromEntries(
    rows.flatMap(({ set, measure, factor, probe, group, value }) =>
      value === null || group !== undefined
        ? []
        : [
            [
              `test/${[set, measure, factor, probe].filter((part) => part !== undefined).join(' ')}`,
              value,
            ] as const,
          ],
    ),
  );
