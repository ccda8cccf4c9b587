import { expect, test } from 'vitest';
import { add, mul } from '../../src/graph/build.ts';
import { equalBytes, Value } from '../../src/graph/index.ts';
import { encodeModel } from '../../src/proto/model.ts';
import { cachedSession, openSessions, releaseSessions } from '../../src/session/index.ts';

const modelOf = (make: (x: Value) => Value) => {
  const x = new Value([2], 'float32');
  const y = make(x);
  return encodeModel({
    nodes: y.node ? [y.node] : [],
    inputs: [x],
    outputs: [y],
    initializers: [],
    name: (value) => (value === x ? 'x' : 'y'),
  });
};

test('equal models share a session, others of one length do not', async () => {
  await releaseSessions();
  const first = await cachedSession(modelOf((x) => add(x, x)));
  expect(await cachedSession(modelOf((x) => add(x, x)))).toBe(first);
  expect(await cachedSession(modelOf((x) => mul(x, x)))).not.toBe(first);
  expect(openSessions()).toBe(2);
  await releaseSessions();
});

test('bytes are compared as bits, on the bounds of words and off them', () => {
  expect(equalBytes(Float32Array.of(Number.NaN, 1), Float32Array.of(Number.NaN, 1))).toBe(true);
  expect(equalBytes(Float32Array.of(0), Float32Array.of(-0))).toBe(false);
  const bytes = Uint8Array.of(9, 1, 2, 3, 4, 5);
  expect(equalBytes(bytes.subarray(1), Uint8Array.of(1, 2, 3, 4, 5))).toBe(true);
  expect(equalBytes(bytes.subarray(1), Uint8Array.of(1, 2, 3, 4, 6))).toBe(false);
  expect(equalBytes(bytes, Uint8Array.of(9))).toBe(false);
});
