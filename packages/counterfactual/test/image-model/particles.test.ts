import { expect, test } from 'vitest';
import { createParticles } from '../../src/image-model/particles.ts';

test('draws are joined to their mean on 0 to 1, and several to their variance as well', () => {
  const one = createParticles(4, 1);
  one.add([-1, 0], 0);
  one.add([0.5, 1], 2);
  expect(one.join()).toEqual({ images: Float32Array.of(0, 0.5, 0.75, 1) });

  const three = createParticles(2, 3);
  for (const draw of [
    [-1, 0.2],
    [0, 0.2],
    [1, 0.2],
  ])
    three.add(draw, 0);
  const { images, variance } = three.join();
  expect(Array.from(images)).toEqual([0.5, expect.closeTo(0.6, 6)]);
  expect(Array.from(variance!)).toEqual([expect.closeTo(1 / 6, 6), expect.closeTo(0, 6)]);
});
