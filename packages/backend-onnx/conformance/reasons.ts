export interface Judgement {
  readonly outcome: 'failed' | 'skipped';
  readonly reason: string;
}

/** Why a test that did not pass did not: what is out of scope is a skip, anything else a failure. */
export const reasonOf = (name: string, message: string): Judgement => {
  for (const [outcome, pattern, reason] of rules)
    if (pattern.test(`${name} ${message}`)) return { outcome, reason };
  return { outcome: 'failed', reason: message.split('\n')[0]?.slice(0, 160) ?? '' };
};

const rules: readonly (readonly [Judgement['outcome'], RegExp, string])[] = [
  ['skipped', /E_SYNC_READ/, 'reads synchronously, which ONNX Runtime has no call for'],
  ['skipped', /(E_DTYPE|E_UNSUPPORTED_OP).*complex64/, 'complex64 is out of scope'],
  ['skipped', /decode the string bytes|E_DTYPE: A string|Kernel 'String/, 'string tensors are out of scope'],
  [
    'failed',
    /^avgPool gradient .*p=explicit/,
    'TensorFlow.js divides by the whole window, though its forward pass does not count padding; finite differences agree with this backend',
  ],
  ['failed', /^tan numbers/, 'the last bit of float32 differs from the expected double'],
  [
    'failed',
    /^depthwiseConv2d gradients throws error on dilations/,
    'this backend has the gradient of dilated convolutions, which TensorFlow.js refuses',
  ],
  [
    'failed',
    /^(max|min) return NaNs/,
    "ONNX Runtime's ReduceMax and ReduceMin do not promise to pass NaN on",
  ],
  [
    'failed',
    /^conv2dTranspose input=8x8x8/,
    'the test asks for an output shape that its strides and padding do not give',
  ],
];
