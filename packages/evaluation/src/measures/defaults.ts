import { accuracy } from './accuracy.ts';
import { adjustedAccuracy } from './adjusted-accuracy.ts';
import { auprc } from './auprc.ts';
import { auroc } from './auroc.ts';
import { balancedAccuracy } from './balanced-accuracy.ts';
import { brier } from './brier.ts';
import { demographicParityGap } from './demographic-parity-gap.ts';
import { ece } from './ece.ts';
import { equalisedOddsGap } from './equalised-odds-gap.ts';
import { f1 } from './f1.ts';
import { logLoss } from './log-loss.ts';
import { mae } from './mae.ts';
import type { Measure, MeasureFamily } from './measure.ts';
import { precision } from './precision.ts';
import { r2 } from './r2.ts';
import { recall } from './recall.ts';
import { rmse } from './rmse.ts';
import { gap, perClass, perGroup, worstClass, worstGroup } from './wrappers/index.ts';

/**
 * What a record holds unless told otherwise.
 *
 * @param target whether y is a class or a number
 * @param labels names of the classes
 */
export function defaultMeasures(
  target: 'classes' | 'number',
  labels?: readonly string[],
): readonly (Measure | MeasureFamily)[] {
  if (target === 'number') {
    return [mae, rmse, r2, worstGroup(mae), gap(mae), worstGroup(rmse), perGroup(mae), perGroup(rmse)];
  }
  return [
    accuracy,
    balancedAccuracy,
    auroc,
    worstGroup(accuracy),
    adjustedAccuracy,
    gap(accuracy),
    auprc,
    f1,
    worstClass(recall),
    worstClass(precision),
    ece,
    brier,
    logLoss,
    worstGroup(auroc),
    equalisedOddsGap,
    demographicParityGap,
    perGroup(accuracy),
    perClass(recall, labels),
    perClass(precision, labels),
  ];
}
