import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeNpy, encodeNpy } from '../../src/node/npy.ts';

/** `numpy.save` of `np.array([[1.5, -2], [0, 3e38]], dtype='<f4')`, NumPy 2.4.6, in base64. */
const FROM_NUMPY =
  'k05VTVBZAQB2AHsnZGVzY3InOiAnPGY0JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsIDIpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAMA/AAAAwAAAAADmsWF/';

test('writes byte for byte what NumPy writes', () => {
  const ours = encodeNpy({ shape: [2, 2], values: Float32Array.of(1.5, -2, 0, 3e38) });
  expect(Buffer.from(ours).toString('base64')).toBe(FROM_NUMPY);
});

test('reads what NumPy wrote', () => {
  const { shape, values } = decodeNpy(Buffer.from(FROM_NUMPY, 'base64'));
  expect(shape).toEqual([2, 2]);
  expect(values).toEqual(Float32Array.of(1.5, -2, 0, 3e38));
});

test('gives back any array, bit for bit', () => {
  const values = fc.oneof(fc.float32Array(), fc.float64Array(), fc.int32Array(), fc.uint8Array());
  fc.assert(
    fc.property(values, fc.boolean(), (array, column) => {
      const shape = column ? [array.length, 1] : [array.length];
      const back = decodeNpy(encodeNpy({ shape, values: array }));
      expect(back.shape).toEqual(shape);
      expect(back.values).toEqual(array);
    }),
  );
});

test.each([
  ['another file', new TextEncoder().encode('id,patient,shift'), 'magic bytes'],
  ['a file cut short', encodeNpy({ shape: [4], values: new Float32Array(4) }).slice(0, -3), 'cut short'],
  [
    'another type',
    Buffer.from(Buffer.from(FROM_NUMPY, 'base64').toString('latin1').replace('<f4', '<c8'), 'latin1'),
    '<c8',
  ],
])('refuses %s', (_, bytes, words) => {
  expect(() => decodeNpy(bytes)).toThrow(
    expect.objectContaining({ code: 'E_NPY', message: expect.stringContaining(words) }),
  );
});

test('refuses a shape that does not fit', () => {
  expect(() => encodeNpy({ shape: [2, 2], values: new Float32Array(3) })).toThrow('E_NPY');
});
