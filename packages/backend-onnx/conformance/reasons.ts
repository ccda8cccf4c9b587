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
  [
    'skipped',
    /E_DTYPE.*complex64|Kernel '(Complex|Real|Imag|FFT|IFFT|ComplexAbs)'/,
    'complex64 is out of scope',
  ],
  ['skipped', /E_DTYPE: A string|Kernel 'String/, 'string tensors are out of scope'],
];
