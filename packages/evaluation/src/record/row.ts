/**
 * One number of an evaluation, flat, so that a new measure is a new row and never a new field.
 *
 * @example
 * { set: 'balanced', measure: 'worst-group accuracy', value: 0.89, low: 0.85, high: 0.93, count: 3000 }
 * { set: 'balanced', measure: 'leakage', factor: 'sex', probe: 'mlp', value: 0.54, low: 0.5, high: 0.58, count: 3000 }
 */
export interface MeasureRow {
  /** Name of the test set (shift). */
  readonly set: string;
  /** Name of the measure: `accuracy`, `worst-group auroc`, `leakage`, … */
  readonly measure: string;
  /** Confounder that the number speaks of. */
  readonly factor?: string;
  /** Probe that read it. */
  readonly probe?: string;
  /** Class of y, or group (`sick = yes, sex = F`), that the number speaks of. */
  readonly group?: string;
  /** Null where the measure is not defined; `note` then says why. */
  readonly value: number | null;
  /** Bootstrap interval by patient; null where none was taken. */
  readonly low: number | null;
  readonly high: number | null;
  /** Rows (images) that it was taken from. */
  readonly count: number;
  readonly note?: string;
}
