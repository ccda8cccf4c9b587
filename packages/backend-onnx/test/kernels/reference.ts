/** Slow, obvious versions of what kernels compute, in float64, for finite differences. */
export interface Grid {
  readonly data: Float64Array;
  readonly shape: readonly number[];
}

export interface Window2 {
  readonly size: number;
  readonly stride: number;
  readonly dilation: number;
  readonly pad: 'valid' | 'same';
}

const at = (g: Grid, n: number, h: number, w: number, c: number): number => {
  const [, height, width, channels] = g.shape as [number, number, number, number];
  return h < 0 || w < 0 || h >= height || w >= width
    ? Number.NaN
    : (g.data[((n * height + h) * width + w) * channels + c] as number);
};

/** Output length and padding before the input along one axis, by TensorFlow's rules. */
const extent = (length: number, { size, stride, dilation, pad }: Window2): [number, number] => {
  const reach = (size - 1) * dilation + 1;
  if (pad === 'valid') return [Math.ceil((length - reach + 1) / stride), 0];
  const output = Math.ceil(length / stride);
  return [output, Math.floor(Math.max(0, (output - 1) * stride + reach - length) / 2)];
};

/** Visits every output of a window: its index and the inputs that it sees, as (row, column, place). */
const slide = (
  shape: readonly number[],
  window: Window2,
  visit: (n: number, h: number, w: number, inputs: { h: number; w: number; i: number; j: number }[]) => void,
): [number, number] => {
  const [batch, height, width] = shape as [number, number, number, number];
  const [rows, top] = extent(height, window);
  const [columns, left] = extent(width, window);
  for (let n = 0; n < batch; n++) {
    for (let h = 0; h < rows; h++) {
      for (let w = 0; w < columns; w++) {
        const inputs = [];
        for (let i = 0; i < window.size; i++) {
          for (let j = 0; j < window.size; j++) {
            inputs.push({
              h: h * window.stride - top + i * window.dilation,
              w: w * window.stride - left + j * window.dilation,
              i,
              j,
            });
          }
        }
        visit(n, h, w, inputs);
      }
    }
  }
  return [rows, columns];
};

/** x [batch, height, width, in] with filter [size, size, in, out]. */
export const conv2d = (x: Grid, filter: Grid, window: Window2): number[] => {
  const [, , inputs, outputs] = filter.shape as [number, number, number, number];
  const list: number[] = [];
  slide(x.shape, window, (n, _h, _w, seen) => {
    for (let o = 0; o < outputs; o++) {
      let sum = 0;
      for (const { h, w, i, j } of seen) {
        for (let c = 0; c < inputs; c++) {
          const value = at(x, n, h, w, c);
          if (!Number.isNaN(value)) {
            sum += value * (filter.data[((i * window.size + j) * inputs + c) * outputs + o] as number);
          }
        }
      }
      list.push(sum);
    }
  });
  return list;
};

/** Largest or mean value of each window; padding is not counted. */
export const pool2d = (x: Grid, window: Window2, kind: 'max' | 'avg'): number[] => {
  const channels = x.shape[3] as number;
  const list: number[] = [];
  slide(x.shape, window, (n, _h, _w, seen) => {
    for (let c = 0; c < channels; c++) {
      const values = seen.map(({ h, w }) => at(x, n, h, w, c)).filter((value) => !Number.isNaN(value));
      list.push(kind === 'max' ? Math.max(...values) : values.reduce((a, b) => a + b, 0) / values.length);
    }
  });
  return list;
};

/** Batch norm with the statistics of the batch, over all axes but the last. */
export const batchNorm = (x: Grid, scale: Grid, offset: Grid, epsilon: number): number[] => {
  const channels = x.shape.at(-1) as number;
  const rows = x.data.length / channels;
  const list = new Array<number>(x.data.length);
  for (let c = 0; c < channels; c++) {
    const column = Array.from({ length: rows }, (_, r) => x.data[r * channels + c] as number);
    const mean = column.reduce((a, b) => a + b, 0) / rows;
    const variance = column.reduce((a, b) => a + (b - mean) ** 2, 0) / rows;
    for (const [r, value] of column.entries()) {
      list[r * channels + c] =
        ((value - mean) / Math.sqrt(variance + epsilon)) * (scale.data[c] as number) +
        (offset.data[c] as number);
    }
  }
  return list;
};

/** a · b, [rows, inner] · [inner, columns], after the transposes asked for. */
export const product = (a: Grid, b: Grid, transposeA: boolean, transposeB: boolean): number[] => {
  const get = (g: Grid, flip: boolean, i: number, j: number) =>
    g.data[flip ? j * (g.shape[1] as number) + i : i * (g.shape[1] as number) + j] as number;
  const rows = a.shape[transposeA ? 1 : 0] as number;
  const inner = a.shape[transposeA ? 0 : 1] as number;
  const columns = b.shape[transposeB ? 0 : 1] as number;
  const list: number[] = [];
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      let sum = 0;
      for (let k = 0; k < inner; k++) sum += get(a, transposeA, i, k) * get(b, transposeB, k, j);
      list.push(sum);
    }
  }
  return list;
};
