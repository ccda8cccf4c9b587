import type { MethodContext } from '@mimmx/core';
import { groupRows } from '../groups.ts';
import { classesOf } from '../refusals.ts';

/** Rows of each class of y in the training set. @throws E_TASK if y has no classes; E_EMPTY_CELL if one has no row */
export function classCounts({ task, data }: MethodContext, method: string): Float32Array {
  classesOf(task, method);
  return groupRows(data.set('train'), task, 'y', method).counts;
}
