import { add, cast, compare, constant, emit, type Node, range, type Value, where } from '../graph/index.ts';
import { type Pass, rewrite } from './rewrite.ts';
import { halves, type Line, parts } from './window-parts.ts';

/** Below this many numbers, operators of their own cost more than they save. */
const SMALLEST = 4096;

/**
 * Max pooling by steps of two, with places, as comparisons of halves: ONNX Runtime's operator looks at one number after
 * the other and branches on each, which on numbers that nobody can foretell costs ten passes over memory.
 */
export const poolByHalves: Pass = (outputs) =>
  rewrite(outputs, (node, inputs) => {
    const x = inputs[0];
    if (node.op !== 'MaxPool' || node.outputs.length !== 2 || !x || x.size < SMALLEST) return null;
    const lines = linesOf(node, x, node.outputs[0] as Value);
    return lines && pooled(x, node.outputs[0] as Value, lines);
  });

type Lines = readonly [rows: Line | null, columns: Line | null];

/** Null where the windows are others. */
const linesOf = (node: Node, { shape, type }: Value, result: Value): Lines | null => {
  const list = (key: string) => (node.attributes[key]?.value ?? []) as readonly number[];
  const others = [...list('dilations').map((n) => n - 1), node.attributes.ceil_mode?.value ?? 0];
  if (type !== 'float32' || shape.length !== 4 || others.some((n) => n !== 0)) return null;
  const lines = list('kernel_shape').map((size, i): Line | null | undefined => {
    const [stride, before, after] = [list('strides')[i], list('pads')[i], list('pads')[i + 2]];
    const [from, to] = [shape[i + 2] as number, result.shape[i + 2] as number];
    const padded = before !== 0 || after !== 0;
    if (size === 1 && stride === 1 && !padded) return null;
    if (size === 2 && stride === 2 && !padded) return { size, before: 0 };
    // Three numbers share one with the next three; halves of an odd axis would not be as long as one another.
    if (size === 3 && stride === 2 && from === 2 * to && (before === 0 || before === 1))
      return { size, before };
    return undefined;
  });
  const [rows, columns] = lines;
  if (rows === undefined || columns === undefined || (!rows && !columns)) return null;
  return [rows, columns];
};

/** The largest numbers, and where they are: places in all of x, the first of equals. */
const pooled = (x: Value, { shape }: Value, [rows, columns]: Lines): readonly Value[] => {
  const [, , height, width] = x.shape as [number, number, number, number];
  const [batch, channels, h, w] = shape as [number, number, number, number];
  const lines = rows ? halves(x, 2, h) : [x];
  const across = lines.map(
    (line): Best =>
      columns ? largest(parts(halves(line, 3, w), 3, columns, -Infinity)) : { values: line, ahead: null },
  );
  const down = rows ? largestOfRows(across, rows, width) : (across[0] as Best);
  const start = (line: Line | null, i: number) => (line ? 2 * i - line.before : i);
  const corner = numbers(
    range(h).flatMap((i) => range(w).map((j) => start(rows, i) * width + start(columns, j))),
    [h, w],
  );
  const plane = numbers(
    range(batch * channels).map((i) => i * height * width),
    [batch, channels, 1, 1],
  );
  const places = add(add(down.ahead as Value, corner), plane);
  const bordered = [rows, columns].some((line) => line?.size === 3);
  return [down.values, cast(bordered ? within(places, x.size) : places, 'int64')];
};

/** Of numbers that are none, none is the largest, and the place would be in the border. */
const within = (places: Value, count: number): Value =>
  emit(
    'Min',
    [emit('Max', [places, numbers([0], [])], places.shape, 'int32'), numbers([count - 1], [])],
    places.shape,
    'int32',
  );

interface Best {
  readonly values: Value;
  /** How many numbers of x behind the first of its window; null: none. */
  readonly ahead: Value | null;
}

/** The largest of the rows of a window, the largest of every other row being known. */
const largestOfRows = (both: readonly Best[], rows: Line, width: number): Best => {
  const ahead = both.flatMap((half) => half.ahead ?? []);
  return largest(
    parts(
      both.map(({ values }) => values),
      2,
      rows,
      -Infinity,
    ),
    width,
    ahead.length > 0 ? parts(ahead, 2, rows, 0) : null,
  );
};

/**
 * The largest of several, number by number, and how far ahead it is: so many steps for each that it lies behind the
 * first, and what it was ahead before.
 */
const largest = (list: readonly Value[], step = 1, before: readonly Value[] | null = null): Best => {
  const [first, ...others] = list as [Value, ...Value[]];
  let values = first;
  let ahead = before?.[0] ?? null;
  for (const [i, other] of others.entries()) {
    const distance = numbers([(i + 1) * step], []);
    const own = before ? add(before[i + 1] as Value, distance) : distance;
    const larger = compare('Greater', other, values);
    const one = !before && i === 0 && step === 1;
    ahead = one ? cast(larger, 'int32') : where(larger, own, ahead ?? numbers([0], []));
    values = emit('Max', [values, other], values.shape, values.type);
  }
  return { values, ahead };
};

const numbers = (list: readonly number[], shape: readonly number[]): Value =>
  constant(Int32Array.from(list), shape, 'int32');
