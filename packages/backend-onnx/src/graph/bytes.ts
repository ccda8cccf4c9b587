/** Whether two arrays hold the same bits, NaN included; by words where they lie on the bounds of words. */
export const equalBytes = (a: ArrayBufferView, b: ArrayBufferView): boolean => {
  if (a.byteLength !== b.byteLength) return false;
  const [one, other] = [wordsOf(a), wordsOf(b)];
  return one && other ? equal(one, other) : equal(bytesOf(a), bytesOf(b));
};

const wordsOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Int32Array | null =>
  byteOffset % 4 === 0 && byteLength % 4 === 0 ? new Int32Array(buffer, byteOffset, byteLength / 4) : null;

const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

const equal = (a: Int32Array | Uint8Array, b: Int32Array | Uint8Array): boolean => {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
};
