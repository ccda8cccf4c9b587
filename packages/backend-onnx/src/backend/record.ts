import type { BackendValues, DataType } from '@mimmx/core/tf';
import type { Trace } from '../compile/trace.ts';
import type { TensorType, Value } from '../graph/index.ts';

/** What the backend knows of one TensorFlow.js data id. */
export interface TensorRecord {
  value: Value;
  references: number;
  /** The trace that made it, if one did: its value is then symbolic and ends with the trace. */
  readonly trace: Trace | null;
  /** Strings, which no graph can hold. */
  readonly strings?: BackendValues;
}

export const isTensorType = (dtype: DataType): dtype is TensorType =>
  dtype === 'float32' || dtype === 'int32' || dtype === 'bool';
