import { describe, expect, test } from 'vitest';
import { decodeDicom } from '../../src/decode/dicom/decode-dicom.ts';
import { type Form, makeDicom, type Part, RAMP, SIDE, text, words } from '../make-dicom.ts';
import { madeValues } from './streams.ts';

const IMPLICIT: Form = { explicit: false, littleEndian: true };
const grey = async (parts: Part[], form?: Form) =>
  (await decodeDicom(makeDicom(form ? { parts, form, syntax: '1.2.840.10008.1.2' } : { parts }), 'header'))
    .pixels;
const window = (centre: string, width: string, kind?: string): Part[] => [
  text(0x00281050, 'DS', centre),
  text(0x00281051, 'DS', width),
  ...(kind ? [text(0x00281056, 'CS', kind)] : []),
];
/** Levels of the ramp by a function onto 0 to 1. */
const levels = (level: (value: number) => number) =>
  Uint16Array.from(RAMP, (value) => Math.round(65535 * Math.min(1, Math.max(0, level(value)))));
const FULL = levels((value) => value / 3780);

describe('windows (PS3.3 C.11.2.1.2)', () => {
  test.each<[string, Part[], (value: number) => number]>([
    ['linear', window('1800', '900'), (x) => (x - 1799.5) / 899 + 0.5],
    ['of one value is a threshold', window('1800', '1'), (x) => (x <= 1799.5 ? 0 : 1)],
    ['of several the first counts', window('1800\\40', '900\\400'), (x) => (x - 1799.5) / 899 + 0.5],
    ['exact', window('1800', '900', 'LINEAR_EXACT'), (x) => (x - 1800) / 900 + 0.5],
    ['sigmoid', window('1800', '900', 'SIGMOID'), (x) => 1 / (1 + Math.exp((-4 * (x - 1800)) / 900))],
    [
      'behind a slope alone',
      [...window('900', '450'), text(0x00281053, 'DS', '0.5')],
      (x) => (x / 2 - 899.5) / 449 + 0.5,
    ],
    ['in figures with an exponent', window('+1.8E+03', '9e2'), (x) => (x - 1799.5) / 899 + 0.5],
  ])('%s', async (_, parts, level) => {
    expect(await grey(parts)).toEqual(levels(level));
  });

  test('of no width, or without a centre, leave the whole range', async () => {
    expect(await grey(window('1800', '0'))).toEqual(FULL);
    expect(await grey(window('1800', '-5'))).toEqual(FULL);
    expect(await grey([text(0x00281051, 'DS', '900')])).toEqual(FULL);
    expect(await grey([text(0x00281050, 'DS', ''), text(0x00281051, 'DS', '')])).toEqual(FULL);
  });
});

describe('padding is black and of no range', () => {
  const padding = (value: number, limit?: number): Part[] => [
    words(0x00280120, 'US', [value]),
    ...(limit === undefined ? [] : [words(0x00280121, 'US', [limit])]),
  ];

  test('one value, or a range in either order', async () => {
    const black = (low: number, high: number) => {
      const kept = [...RAMP].filter((value) => value < low || value > high);
      const [least, most] = [Math.min(...kept), Math.max(...kept)];
      return Uint16Array.from(RAMP, (value) =>
        value >= low && value <= high ? 0 : Math.round((65535 * (value - least)) / (most - least)),
      );
    };
    expect(await grey(padding(3780))).toEqual(black(3780, 3780));
    expect(await grey(padding(0, 400))).toEqual(black(0, 400));
    expect(await grey(padding(400, 0))).toEqual(black(0, 400));
    // White in MONOCHROME1 is black here, and padding is black in either.
    const inverted = await grey([...padding(0, 400), text(0x00280004, 'CS', 'MONOCHROME1')]);
    expect(inverted[0]).toBe(0);
    expect(inverted[SIDE * SIDE - 1]).toBe(0);
    expect(Math.max(...inverted)).toBe(65535);
  });

  test('of signed pixels is signed, named so or not', async () => {
    const stored = Int16Array.from(RAMP, (value, i) => (i % 7 === 0 ? -2000 : value - 1000));
    const parts = (vr: string): Part[] => [
      words(0x00280101, 'US', [16]),
      words(0x00280102, 'US', [15]),
      words(0x00280103, 'US', [1]),
      words(0x00280120, vr, [-2000]),
      words(0x7fe00010, 'OW', stored),
    ];
    const kept = [...stored].filter((value) => value !== -2000);
    const [least, most] = [Math.min(...kept), Math.max(...kept)];
    const expected = Uint16Array.from(stored, (value) =>
      value === -2000 ? 0 : Math.round((65535 * (value - least)) / (most - least)),
    );
    for (const vr of ['SS', 'US']) expect(await grey(parts(vr))).toEqual(expected);
    expect(await grey(parts('SS'), IMPLICIT)).toEqual(expected);
  });
});

test('one frame that says so, one row, and bytes of an odd number are pictures like any other', async () => {
  const ramp = [...RAMP];
  expect(await madeValues({ parts: [text(0x00280008, 'IS', '1')] })).toEqual(ramp);
  const size = (rows: number, columns: number): Part[] => [
    words(0x00280010, 'US', [rows]),
    words(0x00280011, 'US', [columns]),
  ];
  const row = ramp.slice(0, 50);
  expect(await madeValues({ parts: [...size(1, 50), words(0x7fe00010, 'OW', row)] })).toEqual(row);
  const bytes = Array.from({ length: 7 * 9 }, (_, i) => 3 * i);
  const eight = [words(0x00280100, 'US', [8]), words(0x00280101, 'US', [8]), words(0x00280102, 'US', [7])];
  for (const after of [[0], [0, 0, 0]]) {
    const pixels: Part = { tag: 0x7fe00010, vr: 'OB', value: Buffer.from([...bytes, ...after]) };
    expect(await madeValues({ parts: [...size(7, 9), ...eight, pixels] })).toEqual(bytes);
  }
});
