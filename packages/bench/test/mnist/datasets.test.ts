import type { Dataset } from '@mimmx/core';
import { describe, expect, it } from 'vitest';
import { biasedMnist } from '../../src/mnist/biased-mnist.ts';
import { coloredMnist } from '../../src/mnist/colored-mnist.ts';
import { MEAN_COLOURS } from '../../src/mnist/colours.ts';
import { domainbedColoredMnist } from '../../src/mnist/domainbed-colored-mnist.ts';
import { irmColoredMnist } from '../../src/mnist/irm-colored-mnist.ts';
import { multiColorMnist } from '../../src/mnist/multi-color-mnist.ts';
import { codesInBlocks, sharesOf } from '../../src/mnist/shares.ts';
import { loadMnist, PIXELS } from '../../src/mnist/source.ts';

const context = { root: '.', seed: 0 };
const mnist = await loadMnist();
const codes = ({ table }: Dataset, column: string): Int32Array => {
  const found = table.columns[column]!;
  if (found.kind !== 'categorical') throw new Error(column);
  return found.codes;
};
const share = (rows: readonly number[], of: (row: number) => boolean) => rows.filter(of).length / rows.length;
const rowsWhere = (dataset: Dataset, of: (row: number) => boolean) =>
  Array.from({ length: dataset.table.length }, (_, row) => row).filter(of);

it('has all of MNIST in the order of its files', () => {
  expect(mnist.digits).toHaveLength(70_000);
  expect([...mnist.digits.slice(0, 10)]).toEqual([5, 0, 4, 1, 9, 2, 1, 3, 1, 4]);
  expect([...mnist.digits.slice(60_000, 60_005)]).toEqual([7, 2, 1, 0, 4]);
  expect(mnist.bytes).toHaveLength(70_000 * PIXELS);
});

it('gives codes in blocks, up to rounded cumulative counts', () => {
  const digits = Int32Array.of(0, 1, 0, 0, 1, 0, 1, 1);
  const found = codesInBlocks(digits, [
    [0.75, 0.25, 0],
    [0, 0.5, 0.5],
  ]);
  expect([...found]).toEqual([0, 1, 0, 0, 1, 1, 2, 2]);
  expect(sharesOf(3, 0.09)[3]).toBeCloseTo(0.91, 12);
  expect(sharesOf(3, 0.09)[4]).toBeCloseTo(0.01, 12);
});

describe('colored-mnist', async () => {
  const dataset = await coloredMnist.create(context, { conflicting: 0.02, severity: 4, range: '255' });
  const [digit, colour, part] = ['digit', 'colour', 'part'].map((name) => codes(dataset, name)) as [
    Int32Array,
    Int32Array,
    Int32Array,
  ];

  it('has the share of conflicting colours in every class, and none that says something on the test', () => {
    for (let c = 0; c < 10; c++) {
      const own = rowsWhere(dataset, (row) => part[row] === 0 && digit[row] === c);
      expect(share(own, (row) => colour[row] !== c)).toBeCloseTo(0.02, 3);
      const tested = rowsWhere(dataset, (row) => part[row] === 1 && digit[row] === c);
      for (let k = 0; k < 10; k++) expect(share(tested, (row) => colour[row] === k)).toBeCloseTo(0.1, 2);
    }
  });

  it('multiplies ink by a colour close to the mean of its code, in whole bytes', async () => {
    const pixels = await dataset.image(7);
    const ink = mnist.bytes.subarray(7 * PIXELS, 8 * PIXELS);
    const at = ink.indexOf(Math.max(...ink));
    for (let c = 0; c < 3; c++) {
      const byte = pixels[3 * at + c]! * 255;
      expect(byte).toBeCloseTo(Math.round(byte), 4);
      const mean = MEAN_COLOURS[colour[7]!]![c]!;
      expect(Math.abs(byte / ink[at]! - mean)).toBeLessThan(5 * 0.005 + 1 / 255);
    }
    expect(pixels[3 * ink.indexOf(0)]).toBe(0);
  });

  it('divides twice where the published code does', async () => {
    const twice = await coloredMnist.create(context, { conflicting: 0.02, severity: 4, range: '255 twice' });
    const [once, again] = [await dataset.image(7), await twice.image(7)];
    for (const [i, value] of once.entries()) expect(again[i]).toBeCloseTo(value / 255, 8);
  });
});

describe('multi-color-mnist', async () => {
  const options = { left: 0.05, right: 0.2, severity: 4, range: '255' } as const;
  const dataset = await multiColorMnist.create(context, options);
  const [digit, left, right, part] = ['digit', 'left', 'right', 'part'].map((name) =>
    codes(dataset, name),
  ) as [Int32Array, Int32Array, Int32Array, Int32Array];

  it('has two colours that are independent given the digit', () => {
    for (const c of [0, 4, 9]) {
      const own = rowsWhere(dataset, (row) => part[row] === 0 && digit[row] === c);
      const l = share(own, (row) => left[row] === c);
      const r = share(own, (row) => right[row] === c);
      expect(l).toBeCloseTo(0.95, 2);
      expect(r).toBeCloseTo(0.8, 2);
      expect(share(own, (row) => left[row] === c && right[row] === c)).toBeCloseTo(l * r, 2);
    }
  });

  it('lights the background of each half, more where there is ink, and leaves full ink', async () => {
    const pixels = await dataset.image(11);
    for (const place of [0, 27]) {
      const [code, mean] = place === 0 ? [left[11]!, (m: number) => m] : [right[11]!, (m: number) => 1 - m];
      for (let c = 0; c < 3; c++) expect(pixels[3 * place + c]).toBeCloseTo(mean(MEAN_COLOURS[code]![c]!), 1);
    }
    const full = rowsWhere(dataset, (row) => row < 50).find((row) => {
      const ink = mnist.bytes.subarray(row * PIXELS, (row + 1) * PIXELS);
      return ink.includes(255);
    })!;
    const at = mnist.bytes.subarray(full * PIXELS, (full + 1) * PIXELS).indexOf(255);
    expect([...(await dataset.image(full)).subarray(3 * at, 3 * at + 3)]).toEqual([1, 1, 1]);
  });
});

describe('irm-colored-mnist', async () => {
  const dataset = await irmColoredMnist.create(context, { draw: 3, grey: false });
  const [digit, label, colour, environment, part] = [
    ...['digit', 'label', 'colour', 'environment', 'part'],
  ].map((name) => codes(dataset, name)) as [Int32Array, Int32Array, Int32Array, Int32Array, Int32Array];

  it('has the wrong labels, the environments and the colours of the paper', () => {
    const all = rowsWhere(dataset, () => true);
    expect(share(all, (row) => (digit[row]! < 5 ? 1 : 0) !== label[row])).toBeCloseTo(0.25, 2);
    for (const [code, count, conflicting] of [
      [0, 25_000, 0.2],
      [1, 25_000, 0.1],
      [-1, 10_000, 0.9],
    ] as const) {
      const own = rowsWhere(dataset, (row) => environment[row] === code);
      expect(own).toHaveLength(count);
      expect(share(own, (row) => colour[row] !== label[row])).toBeCloseTo(conflicting, 2);
      expect(own.every((row) => part[row] === (code < 0 ? 1 : 0))).toBe(true);
    }
  });

  it('takes the last 10,000 training digits to test, and every second pixel in the channel of the colour', async () => {
    expect(dataset.table.ids.slice(50_000, 50_002)).toEqual(['mnist-50000', 'mnist-50001']);
    const pixels = await dataset.image(50_000);
    const at = (y: number, x: number) => mnist.bytes[50_000 * PIXELS + 28 * 2 * y + 2 * x]! / 255;
    for (const [y, x] of [
      [7, 7],
      [5, 6],
      [9, 8],
    ] as const) {
      expect(pixels[2 * (14 * y + x) + colour[50_000]!]).toBeCloseTo(at(y, x), 6);
      expect(pixels[2 * (14 * y + x) + 1 - colour[50_000]!]).toBe(0);
    }
    const grey = await irmColoredMnist.create(context, { draw: 3, grey: true });
    expect(grey.shape).toEqual([14, 14, 1]);
    expect((await grey.image(50_000))[14 * 7 + 7]).toBeCloseTo(at(7, 7), 6);
  });

  it('draws anew with another seed', async () => {
    const other = await irmColoredMnist.create(context, { draw: 4, grey: false });
    expect(codes(other, 'colour')).not.toEqual(colour);
  });
});

it('domainbed-colored-mnist has three environments of a third each, a fifth of each held out', async () => {
  const dataset = await domainbedColoredMnist.create(context, { draw: 0 });
  const [label, colour, part] = ['label', 'colour', 'part'].map((name) => codes(dataset, name)) as [
    Int32Array,
    Int32Array,
    Int32Array,
  ];
  const parts = [0, 1, 2, 3].map((code) => rowsWhere(dataset, (row) => part[row] === code));
  const counts = parts.map((rows) => rows.length / 70_000);
  for (const [i, expected] of [(2 / 3) * 0.8, (2 / 3) * 0.2, 0.8 / 3, 0.2 / 3].entries())
    expect(counts[i]).toBeCloseTo(expected, 2);
  for (const code of [2, 3])
    expect(share(parts[code]!, (row) => colour[row] !== label[row])).toBeCloseTo(0.9, 1);
  expect(share(parts[0]!, (row) => colour[row] !== label[row])).toBeCloseTo(0.15, 2);
});

it('biased-mnist has white digits on a background of the class', async () => {
  const dataset = await biasedMnist.create(context, { correlation: 0.99 });
  const [digit, colour, part] = ['digit', 'colour', 'part'].map((name) => codes(dataset, name)) as [
    Int32Array,
    Int32Array,
    Int32Array,
  ];
  const train = rowsWhere(dataset, (row) => part[row] === 0);
  expect(share(train, (row) => digit[row] === colour[row])).toBeCloseTo(0.99, 3);
  expect(
    share(
      rowsWhere(dataset, (row) => part[row] === 1),
      (row) => digit[row] === colour[row],
    ),
  ).toBeCloseTo(0.1, 2);
  const red = train.find((row) => colour[row] === 0)!;
  const pixels = await dataset.image(red);
  expect([...pixels.subarray(0, 3)]).toEqual([1, -1, -1]);
  const ink = mnist.bytes.subarray(red * PIXELS, (red + 1) * PIXELS).findIndex((byte) => byte > 0);
  expect([...pixels.subarray(3 * ink, 3 * ink + 3)]).toEqual([1, 1, 1]);
});
