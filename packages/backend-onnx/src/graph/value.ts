/** Element types that appear in a graph. `int64` is for shapes and axes and never leaves it; `float64` neither. */
export type ElementType = 'float32' | 'int32' | 'bool' | 'int64' | 'float64' | 'uint8';

/** Element types that a TensorFlow.js tensor can have here. */
export type TensorType = 'float32' | 'int32' | 'bool';

export type HostArray = Float32Array | Int32Array | Uint8Array | BigInt64Array | Float64Array;

export type Attribute =
  | { readonly kind: 'int'; readonly value: number }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'ints'; readonly value: readonly number[] }
  | { readonly kind: 'floats'; readonly value: readonly number[] };

export type Attributes = Readonly<Record<string, Attribute>>;

let nextId = 1;

/**
 * One tensor of a graph. It is the output of a node, or a leaf: a constant or a computed tensor (`data`), or a
 * placeholder that is bound when the graph runs (neither).
 */
export class Value {
  /** Ids grow with creation, so that sorting by id is a topological order. */
  readonly id = nextId++;
  readonly shape: readonly number[];
  readonly type: ElementType;
  node: Node | null = null;
  /** Which output of `node` this is. */
  output = 0;
  /** Values in CPU memory, if there are any. Never written again. */
  data: HostArray | null = null;
  /** The ONNX Runtime tensor over `data`, or one that lives on a device. */
  tensor: unknown = null;
  /** Whether something besides one tensor of TensorFlow.js holds this value, so that its memory must be kept. */
  shared = false;

  constructor(shape: readonly number[], type: ElementType) {
    this.shape = shape;
    this.type = type;
  }

  get size(): number {
    return sizeOf(this.shape);
  }

  /** Whether the values are at hand without running anything. */
  get ready(): boolean {
    return this.data !== null || this.tensor !== null;
  }
}

/** One ONNX operator applied to values. */
export class Node {
  readonly id = nextId++;
  readonly op: string;
  readonly domain: string;
  readonly inputs: readonly (Value | null)[];
  readonly attributes: Attributes;
  readonly outputs: readonly Value[];

  constructor(
    op: string,
    inputs: readonly (Value | null)[],
    outputs: readonly Value[],
    attributes: Attributes = {},
    domain = '',
  ) {
    this.op = op;
    this.inputs = inputs;
    this.attributes = attributes;
    this.outputs = outputs;
    this.domain = domain;
    for (const input of inputs) if (input) input.shared = true;
    outputs.forEach((value, i) => {
      value.node = this;
      value.output = i;
    });
  }
}

export const sizeOf = (shape: readonly number[]): number => {
  let size = 1;
  for (const n of shape) size *= n;
  return size;
};

export const sameShape = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((n, i) => n === b[i]);

/** An empty array of the kind that holds a type. Booleans are bytes, as in TensorFlow.js. */
export const allocate = (type: ElementType, size: number): HostArray => {
  switch (type) {
    case 'float32':
      return new Float32Array(size);
    case 'int32':
      return new Int32Array(size);
    case 'int64':
      return new BigInt64Array(size);
    case 'float64':
      return new Float64Array(size);
    default:
      return new Uint8Array(size);
  }
};
