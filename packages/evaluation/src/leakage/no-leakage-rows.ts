import type { MeasureRow } from '../record/row.ts';

const MEASURES = ['leakage', 'conditional leakage', 'leakage in nats'] as const;

/** Rows that only say why there is nothing. */
export const nothing = (
  about: Pick<MeasureRow, 'set' | 'factor'>,
  probes: readonly string[],
  count: number,
  note: string,
): MeasureRow[] =>
  MEASURES.flatMap((measure) =>
    probes
      .filter((probe) => measure !== 'leakage in nats' || (probe !== 'chance' && probe !== 'permutation'))
      .map((probe) => ({ ...about, measure, probe, value: null, low: null, high: null, count, note })),
  );
