import { MimmxError } from '@mimmx/core';
import { type Attribute, attribute as is } from './graph-node.ts';
import type { KernelCall } from './record-kernels.ts';

/** An operand of a node: an input of the kernel by its name, a list of integers, a number, or the node before. */
export type Operand =
  | { readonly input: string }
  | { readonly integers: readonly number[]; readonly shape?: readonly number[] }
  | { readonly number: number; readonly shape?: readonly number[] }
  | { readonly before: true };

/** A node of TensorFlow's graph that a kernel becomes, before it has a name. */
export interface Step {
  readonly op: string;
  readonly operands: readonly Operand[];
  readonly attr?: Readonly<Record<string, Attribute>>;
}

const input = (name: string): Operand => ({ input: name });
const before: Operand = { before: true };
const integers = (values: readonly number[]): Operand => ({ integers: values });

/** Kernels whose inputs are the node's, in this order, and that have no attribute. */
const PLAIN: Readonly<Record<string, readonly [op: string, ...inputs: string[]]>> = {
  Add: ['AddV2', 'a', 'b'],
  Sub: ['Sub', 'a', 'b'],
  Multiply: ['Mul', 'a', 'b'],
  RealDiv: ['RealDiv', 'a', 'b'],
  Maximum: ['Maximum', 'a', 'b'],
  Minimum: ['Minimum', 'a', 'b'],
  Pow: ['Pow', 'a', 'b'],
  SquaredDifference: ['SquaredDifference', 'a', 'b'],
  Greater: ['Greater', 'a', 'b'],
  GreaterEqual: ['GreaterEqual', 'a', 'b'],
  Less: ['Less', 'a', 'b'],
  LessEqual: ['LessEqual', 'a', 'b'],
  Equal: ['Equal', 'a', 'b'],
  Select: ['SelectV2', 'condition', 't', 'e'],
  Softmax: ['Softmax', 'logits'],
  ...Object.fromEntries(
    (
      'Relu Relu6 Sigmoid Tanh Exp Expm1 Log Log1p Sqrt Rsqrt Square Neg Abs Elu Selu Softplus Erf Round Floor Ceil ' +
      'Sign Identity Reciprocal Sin Cos'
    )
      .split(' ')
      .map((name) => [name, [name, 'x']]),
  ),
};

const list = (value: unknown): number[] => (Array.isArray(value) ? (value as number[]) : [value as number]);

/** Strides, dilations or window of a 2-D or 3-D kernel, with those of batch and channels. */
const around = (value: unknown, dimensions: number): Attribute => {
  const given = list(value ?? 1);
  const space = given.length === 1 ? Array.from({ length: dimensions }, () => given[0]!) : given;
  return is.integers([1, ...space, 1]);
};

function padding(pad: unknown): Record<string, Attribute> {
  if (pad === 'same' || pad === 'valid') return { padding: is.text(pad.toUpperCase()) };
  const four = Array.isArray(pad)
    ? (pad as number[][])
    : [
        [0, 0],
        [pad as number, pad as number],
        [pad as number, pad as number],
        [0, 0],
      ];
  return { padding: is.text('EXPLICIT'), explicit_paddings: is.integers(four.flat()) };
}

const convolution = (op: 'Conv2D' | 'Conv3D', { attributes: a }: KernelCall): Step => {
  const dimensions = op === 'Conv2D' ? 2 : 3;
  return {
    op,
    operands: [input('x'), input('filter')],
    attr: {
      strides: around(a.strides, dimensions),
      dilations: around(a.dilations, dimensions),
      data_format: is.text(op === 'Conv2D' ? 'NHWC' : 'NDHWC'),
      ...padding(a.pad),
    },
  };
};

const pooling =
  (op: string, dimensions: number) =>
  ({ attributes: a }: KernelCall): Step[] => [
    {
      op,
      operands: [input('x')],
      attr: {
        ksize: around(a.filterSize, dimensions),
        strides: around(a.strides, dimensions),
        ...padding(a.pad),
      },
    },
  ];

const reduction =
  (op: string) =>
  ({ attributes: { axis, keepDims }, inputs: { x } }: KernelCall): Step[] => {
    const all = x!.shape.map((_, i) => i);
    const axes = axis === null || axis === undefined ? all : list(axis);
    return [
      {
        op,
        operands: [input('x'), integers(axes)],
        attr: { keep_dims: is.flag(keepDims === true) },
      },
    ];
  };

const product = ({ attributes: a }: KernelCall): Step => ({
  op: 'BatchMatMulV2',
  operands: [input('a'), input('b')],
  attr: { adj_x: is.flag(a.transposeA === true), adj_y: is.flag(a.transposeB === true) },
});

/** What a fused kernel does behind its product: the bias, and the activation. */
function fused(call: KernelCall, first: Step): Step[] {
  const { activation = 'linear' } = call.attributes as { readonly activation?: string };
  const steps = [first];
  if (call.inputs.bias) steps.push({ op: 'AddV2', operands: [before, input('bias')] });
  if (activation === 'linear') return steps;
  const op = { relu: 'Relu', relu6: 'Relu6', elu: 'Elu', sigmoid: 'Sigmoid' }[activation];
  if (!op) throw refused(`${call.name} with activation ${activation}`);
  return [...steps, { op, operands: [before] }];
}

/** To the shape that came out. */
const reshape =
  (from: string) =>
  ({ outputs: [made] }: KernelCall): Step[] => [
    { op: 'Reshape', operands: [input(from), integers(made!.shape)] },
  ];

const listed = ({ inputs }: KernelCall): string[] =>
  Object.keys(inputs).sort((a, b) => Number(a) - Number(b));

/** Kernels that need more than their inputs. */
const SPECIAL: Readonly<Record<string, (call: KernelCall) => readonly Step[]>> = {
  Conv2D: (call) => [convolution('Conv2D', call)],
  Conv3D: (call) => [convolution('Conv3D', call)],
  FusedConv2D: (call) => fused(call, convolution('Conv2D', call)),
  _FusedMatMul: (call) => fused(call, product(call)),
  BatchMatMul: (call) => [product(call)],
  MaxPool: pooling('MaxPool', 2),
  AvgPool: pooling('AvgPool', 2),
  MaxPool3D: pooling('MaxPool3D', 3),
  AvgPool3D: pooling('AvgPool3D', 3),
  Mean: reduction('Mean'),
  Sum: reduction('Sum'),
  Max: reduction('Max'),
  Min: reduction('Min'),
  Prod: reduction('Prod'),
  Reshape: reshape('x'),
  ExpandDims: reshape('input'),
  FusedBatchNorm: ({ inputs, attributes }) => [
    {
      op: 'FusedBatchNormV3',
      operands: [
        input('x'),
        inputs.scale ? input('scale') : { number: 1, shape: inputs.mean!.shape },
        inputs.offset ? input('offset') : { number: 0, shape: inputs.mean!.shape },
        input('mean'),
        input('variance'),
      ],
      attr: { epsilon: is.number((attributes.varianceEpsilon as number | undefined) ?? 0.001) },
    },
  ],
  Slice: ({ attributes: { begin, size } }) => [
    { op: 'Slice', operands: [input('x'), integers(begin as number[]), integers(size as number[])] },
  ],
  Transpose: ({ attributes: { perm } }) => [
    { op: 'Transpose', operands: [input('x'), integers(perm as number[])] },
  ],
  Tile: ({ attributes: { reps } }) => [{ op: 'Tile', operands: [input('x'), integers(reps as number[])] }],
  PadV2: ({ attributes: { paddings, constantValue } }) => [
    {
      op: 'PadV2',
      operands: [
        input('x'),
        { integers: (paddings as number[][]).flat(), shape: [(paddings as number[][]).length, 2] },
        { number: (constantValue as number | undefined) ?? 0 },
      ],
    },
  ],
  Cast: ({ attributes: { dtype } }) => [
    { op: 'Cast', operands: [input('x')], attr: { DstT: is.type(dtype as string) } },
  ],
  Concat: (call) => [
    {
      op: 'ConcatV2',
      operands: [...listed(call).map(input), { integers: [call.attributes.axis as number], shape: [] }],
      attr: { N: is.integer(listed(call).length) },
    },
  ],
  Pack: (call) => [
    {
      op: 'Pack',
      operands: listed(call).map(input),
      attr: { axis: is.integer(call.attributes.axis as number), N: is.integer(listed(call).length) },
    },
  ],
  ClipByValue: ({ attributes: { clipValueMin, clipValueMax } }) => [
    {
      op: 'ClipByValue',
      operands: [input('x'), { number: clipValueMin as number }, { number: clipValueMax as number }],
    },
  ],
  LeakyRelu: ({ attributes: { alpha } }) => [
    { op: 'LeakyRelu', operands: [input('x')], attr: { alpha: is.number(alpha as number) } },
  ],
};

const refused = (what: string): MimmxError =>
  new MimmxError(
    'E_EXPORT',
    `This model uses ${what}, which is not written for TensorFlow.js. Export it with --to onnx.`,
  );

/** The nodes that one kernel becomes, each the operand of the next. @throws E_EXPORT if it is not known here */
export function stepsOf(call: KernelCall): readonly Step[] {
  const plain = PLAIN[call.name];
  if (plain) {
    const [op, ...inputs] = plain;
    return [{ op, operands: inputs.map(input) }];
  }
  const special = SPECIAL[call.name];
  if (!special) throw refused(`the kernel ${call.name}`);
  return special(call);
}
