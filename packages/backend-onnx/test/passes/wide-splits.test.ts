import { expect, test } from 'vitest';
import { emitMany, int, integers, unary } from '../../src/graph/index.ts';
import { splitInSteps } from '../../src/passes/wide-splits.ts';
import { equalResults, leaf } from './equal-results.ts';

test.each([8, 13, 49, 50, 60])('a split into %i parts writes no more than seven at a time', async (count) => {
  const lengths = Array.from({ length: count }, (_, i) => 1 + (i % 3));
  const whole = lengths.reduce((a, b) => a + b, 0);
  const parts = emitMany(
    'Split',
    [unary('Exp', leaf([2, whole])), integers(lengths)],
    lengths.map((n) => ({ shape: [2, n], type: 'float32' as const })),
    { axis: int(1) },
  );
  const after = splitInSteps(parts);
  const nodes = new Set(after.map((value) => value.node));
  for (const node of nodes) expect(node?.outputs.length).toBeLessThanOrEqual(7);
  await equalResults(splitInSteps, parts);
});

test('a split into few parts is left', () => {
  const parts = emitMany(
    'Split',
    [leaf([7]), integers(Array(7).fill(1))],
    Array.from({ length: 7 }, () => ({ shape: [1], type: 'float32' as const })),
    { axis: int(0) },
  );
  expect(splitInSteps(parts)[0]).toBe(parts[0]);
});
