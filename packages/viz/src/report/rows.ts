import type { SummaryRow } from '@mimmx/experiment';
import type { Contender } from './context.ts';

/** What a row is looked up by; what is not named must not be there. */
export interface About {
  readonly set?: string | undefined;
  readonly measure: string;
  readonly factor?: string;
  readonly probe?: string;
  readonly group?: string;
}

/** The row of a method, in whichever set if none is named. */
export const rowOf = ({ result }: Contender, { set, measure, factor, probe, group }: About) =>
  result.rows.find(
    (row): row is SummaryRow =>
      row.measure === measure &&
      (set === undefined || row.set === set) &&
      row.factor === factor &&
      row.probe === probe &&
      row.group === group,
  );
