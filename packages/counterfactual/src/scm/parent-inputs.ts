import type { Attribute, Attributes } from './attributes.ts';

/** Parents as the inputs of a network: classes one-hot, numbers standardised by what was fitted. */
export interface ParentInputs {
  readonly width: number;
  /** Learns means and spreads. */
  fit(parents: Attributes): void;
  /** [rows × width] */
  encode(parents: Attributes, rows: number): Float64Array;
  readonly state: Float64Array;
  restore(state: Float64Array): void;
}

export function createParentInputs(parents: readonly Attribute[]): ParentInputs {
  const widths = parents.map((parent) => (parent.kind === 'categorical' ? parent.labels.length : 1));
  const width = widths.reduce((a, b) => a + b, 0);
  /** Mean and standard deviation of each parent, two by two. */
  const state = Float64Array.from(parents.flatMap(() => [0, 1]));
  return {
    width,
    fit(columns) {
      for (const [i, parent] of parents.entries()) {
        if (parent.kind === 'categorical') continue;
        const values = columns[parent.name]!;
        const mean = values.reduce((a, b) => a + b, 0) / values.length;
        const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
        state[2 * i] = mean;
        state[2 * i + 1] = Math.sqrt(variance) || 1;
      }
    },
    encode(columns, rows) {
      const x = new Float64Array(rows * width);
      let offset = 0;
      for (const [i, parent] of parents.entries()) {
        const values = columns[parent.name]!;
        for (let row = 0; row < rows; row++) {
          const at = row * width + offset;
          if (parent.kind === 'categorical') x[at + values[row]!] = 1;
          else x[at] = (values[row]! - state[2 * i]!) / state[2 * i + 1]!;
        }
        offset += widths[i]!;
      }
      return x;
    },
    state,
    restore: (saved) => state.set(saved),
  };
}
