import { describe, expect, test } from 'vitest';
import { decodeDicom } from '../../src/decode/dicom/decode-dicom.ts';
import { type Form, makeDicom, type Part, RAMP, SIDE, text, words } from '../make-dicom.ts';
import { madeValues } from './streams.ts';

const BIG: Form = { explicit: true, littleEndian: false };
const grey = async (parts: Part[], form?: Form) =>
  (await decodeDicom(makeDicom(form ? { parts, form, syntax: '1.2.840.10008.1.2.2' } : { parts }), 'header'))
    .pixels;
const bytes = (values: readonly number[]): Buffer => Buffer.from(values.length % 2 ? [...values, 0] : values);

const COUNT = 256;
/** Entries of 12 bits, rising as the square root. */
const deep = Array.from({ length: COUNT }, (_, i) => Math.round(4095 * Math.sqrt(i / (COUNT - 1))));
const shallow = deep.map((value) => value >> 4);
/** Grey level of stored values by a table that begins at 1,000. */
const expected = (table: readonly number[], bits: number, first = 1000) =>
  Uint16Array.from(RAMP, (value) => {
    const entry = table[Math.min(Math.max(value - first, 0), table.length - 1)]!;
    return Math.round((65535 * entry) / (2 ** bits - 1));
  });
const item = (
  data: Part,
  bits: number,
  count = COUNT,
  first = 1000,
  vr = 'US',
  littleEndian = true,
): Part[] => [words(0x00283002, vr, [count, first, bits], littleEndian), data];
const voi = (parts: Part[]): Part => ({ tag: 0x00283010, vr: 'SQ', value: [parts] });

describe('values of interest by table', () => {
  const forms: [string, Part[], number[], number][] = [
    ['US', item(words(0x00283006, 'US', deep), 12), deep, 12],
    ['SS', item(words(0x00283006, 'SS', deep), 12), deep, 12],
    ['OW', item(words(0x00283006, 'OW', deep), 12), deep, 12],
    ['UN', item(words(0x00283006, 'UN', deep), 12), deep, 12],
    ['8 bits, a word for each', item(words(0x00283006, 'OW', shallow), 8), shallow, 8],
    ['8 bits, two in a word', item({ tag: 0x00283006, vr: 'OW', value: bytes(shallow) }, 8), shallow, 8],
    ['8 bits as OB', item({ tag: 0x00283006, vr: 'OB', value: bytes(shallow) }, 8), shallow, 8],
  ];
  test.each(forms)('%s', async (_, parts, table, bits) => {
    expect(await grey([voi(parts)])).toEqual(expected(table, bits));
  });

  test('in a big-endian file', async () => {
    const data = words(0x00283006, 'OW', deep, false);
    expect(await grey([voi(item(data, 12, COUNT, 1000, 'US', false))], BIG)).toEqual(expected(deep, 12));
  });

  test('of 65,536 entries, whose number is written 0', async () => {
    const all = Array.from({ length: 65536 }, (_, i) => 65535 - i);
    const parts = item(words(0x00283006, 'OW', all), 16, 0, 0);
    expect(await grey([voi(parts)])).toEqual(expected(all, 16, 0));
  });

  test('that begins below 0, after a rescale that goes there', async () => {
    const rescale = [text(0x00281052, 'DS', '-1024'), text(0x00281053, 'DS', '1')];
    for (const vr of ['US', 'SS']) {
      const parts = item(words(0x00283006, 'OW', deep), 12, COUNT, -24, vr);
      expect(await grey([...rescale, voi(parts)])).toEqual(expected(deep, 12, 1000));
    }
  });

  test('of a sequence without a length, and one of VR UN', async () => {
    const parts = item(words(0x00283006, 'OW', deep), 12);
    expect(await grey([{ tag: 0x00283010, vr: 'SQ', value: [parts], open: true }])).toEqual(
      expected(deep, 12),
    );
    expect(await grey([{ tag: 0x00283010, vr: 'UN', value: [parts] }])).toEqual(expected(deep, 12));
    expect(await grey([{ tag: 0x00283010, vr: 'UN', value: [parts], open: true }])).toEqual(
      expected(deep, 12),
    );
  });

  test('that is cut short or has no descriptor is refused by its tag', async () => {
    const short = item(words(0x00283006, 'OW', deep.slice(0, 100)), 12);
    await expect(grey([voi(short)])).rejects.toThrow(/LUTData \(0028,3006\) has 200 bytes for 256 entries/);
    await expect(grey([voi([words(0x00283006, 'OW', deep)])])).rejects.toThrow(/LUTDescriptor \(0028,3002\)/);
  });

  test('beside a window stands back', async () => {
    const window = [text(0x00281050, 'DS', '2000'), text(0x00281051, 'DS', '1000')];
    const parts = item(words(0x00283006, 'OW', deep), 12);
    expect(await grey([...window, voi(parts)])).toEqual(await grey(window));
  });
});

test('a modality table of VR OW is applied before the range is taken', async () => {
  const table = Array.from({ length: 4096 }, (_, i) => 16 * i);
  const parts: Part[] = [
    { tag: 0x00283000, vr: 'SQ', value: [item(words(0x00283006, 'OW', table), 16, 4096, 0)] },
  ];
  // A straight line: as without a table.
  expect(await grey(parts)).toEqual(await grey([]));
  expect(Math.max(...(await grey(parts)))).toBe(65535);
});

describe('colours', () => {
  const colour = (photometric: string, planar = 0): Part[] => [
    words(0x00280002, 'US', [3]),
    text(0x00280004, 'CS', photometric),
    words(0x00280006, 'US', [planar]),
    words(0x00280100, 'US', [8]),
    words(0x00280101, 'US', [8]),
    words(0x00280102, 'US', [7]),
  ];
  const y = Uint8Array.from(RAMP, (value) => value / 16);
  const pixel = (i: number) => [y[i]!, 90, 200];
  const all = Array.from({ length: SIDE * SIDE }, (_, i) => i);
  const pixels = (values: readonly number[]): Part => ({
    tag: 0x7fe00010,
    vr: 'OB',
    value: Buffer.from(values),
  });

  test('of YBR_FULL are their Y, interleaved or as planes', async () => {
    expect(await madeValues({ parts: [...colour('YBR_FULL'), pixels(all.flatMap(pixel))] })).toEqual([...y]);
    const planes = [0, 1, 2].flatMap((c) => all.map((i) => pixel(i)[c]!));
    expect(await madeValues({ parts: [...colour('YBR_FULL', 1), pixels(planes)] })).toEqual([...y]);
  });

  test('of YBR_FULL_422, two Y to a pair, are their Y', async () => {
    const pairs = all.filter((i) => i % 2 === 0).flatMap((i) => [y[i]!, y[i + 1]!, 90, 200]);
    expect(await madeValues({ parts: [...colour('YBR_FULL_422'), pixels(pairs)] })).toEqual([...y]);
  });

  test('of RGB are their BT.601 luma: blue is 29', async () => {
    const blue = await madeValues({ parts: [...colour('RGB'), pixels(all.flatMap(() => [0, 0, 255]))] });
    expect(new Set(blue)).toEqual(new Set([29]));
  });
});

test('overlays in unused bits are cut off, and values that stand high are shifted down', async () => {
  const overlay = words(
    0x7fe00010,
    'OW',
    RAMP.map((value, i) => value | ((i % 16) << 12)),
  );
  expect(await madeValues({ parts: [overlay] })).toEqual([...RAMP]);
  const high = words(
    0x7fe00010,
    'OW',
    RAMP.map((value) => value << 4),
  );
  expect(await madeValues({ parts: [high, words(0x00280102, 'US', [15])] })).toEqual([...RAMP]);
});

test('padding is black, counts for no range, and may be a span', async () => {
  const values = RAMP.map((value, i) => (i < 64 ? 4000 + (i % 20) : value));
  const parts = [
    words(0x00280120, 'US', [4000]),
    words(0x00280121, 'US', [4019]),
    words(0x7fe00010, 'OW', values),
  ];
  const found = await grey(parts);
  expect([...found.subarray(0, 64)]).toEqual(Array(64).fill(0));
  expect([found[64], found.at(-1)]).toEqual([0, 65535]);
});
