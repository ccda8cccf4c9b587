import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeDicom } from '../../src/decode/dicom/decode-dicom.ts';
import { type Form, makeDicom, type Part, RAMP, text, words } from '../make-dicom.ts';

const BIG: Form = { explicit: true, littleEndian: false };
const IMPLICIT: Form = { explicit: false, littleEndian: true };
const SYNTAX = { big: '1.2.840.10008.1.2.2', implicit: '1.2.840.10008.1.2', explicit: '1.2.840.10008.1.2.1' };
const FORMS = { big: BIG, implicit: IMPLICIT, explicit: { explicit: true, littleEndian: true } } as const;

const grey = async (parts: Part[], form: keyof typeof FORMS = 'explicit') =>
  (await decodeDicom(makeDicom({ parts, form: FORMS[form], syntax: SYNTAX[form] }), 'header')).pixels;
const sequence = (tag: number, item: Part[]): Part => ({ tag, vr: 'SQ', value: [item] });
const pixels = (values: ArrayLike<number>, littleEndian = true): Part =>
  words(0x7fe00010, 'OW', values, littleEndian);
/** The ramp about 0: −1,900 to 1,880. */
const BELOW = Int16Array.from(RAMP, (value) => value - 1900);

/** A table as it is meant, and one way to write it. */
const table = fc.record({
  place: fc.constantFrom('voi', 'modality'),
  form: fc.constantFrom<keyof typeof FORMS>('big', 'implicit', 'explicit'),
  bits: fc.integer({ min: 8, max: 16 }),
  count: fc.oneof(fc.integer({ min: 2, max: 600 }), fc.constant(65_536)),
  first: fc.integer({ min: -1500, max: 3000 }),
  signed: fc.boolean(),
  descriptor: fc.constantFrom('US', 'SS', 'UN'),
  data: fc.constantFrom('US', 'SS', 'OW', 'OB', 'UN'),
  packed: fc.boolean(),
  inverted: fc.constantFrom<'no' | 'MONOCHROME1' | 'INVERSE' | 'both'>(
    'no',
    'MONOCHROME1',
    'INVERSE',
    'both',
  ),
  seed: fc.integer({ min: 1, max: 1e6 }),
});

test('every form of a table is looked up as PS3.3 C.11.1.1 says', async () => {
  await fc.assert(
    fc.asyncProperty(table, async (made) => {
      const { place, form, bits, count, signed, inverted, seed } = made;
      // UN keeps the implicit form, which is little endian; a length of two bytes holds no table of 65,536 words.
      const long = count > 32_767;
      const data = long && ['US', 'SS'].includes(made.data) ? 'OW' : made.data;
      const first = signed ? made.first : Math.abs(made.first);
      const outputs = Array.from({ length: count }, (_, i) => (i * seed + (i % 7) * 31) % 2 ** bits);
      const little = (vr: string) => form !== 'big' || vr === 'UN';
      const packed = made.packed && bits === 8 && data !== 'US' && data !== 'SS';
      const bytes = outputs.length % 2 ? [...outputs, 0] : outputs;
      const pairs = (little(data) ? bytes : bytes.map((_, i) => bytes[i ^ 1]!)) as number[];
      const item: Part[] = [
        words(
          0x00283002,
          made.descriptor,
          [count === 65_536 ? 0 : count, first, bits],
          little(made.descriptor),
        ),
        packed
          ? { tag: 0x00283006, vr: data, value: Buffer.from(pairs) }
          : words(0x00283006, data, outputs, little(data)),
      ];
      const stored = signed ? BELOW : RAMP;
      const parts: Part[] = [
        sequence(place === 'voi' ? 0x00283010 : 0x00283000, item),
        pixels(stored, form !== 'big'),
        ...(signed ? [words(0x00280103, 'US', [1], form !== 'big')] : []),
        ...(inverted === 'MONOCHROME1' || inverted === 'both' ? [text(0x00280004, 'CS', 'MONOCHROME1')] : []),
        ...(inverted === 'INVERSE' || inverted === 'both' ? [text(0x20500020, 'CS', 'INVERSE')] : []),
      ];
      const looked = Array.from(stored, (value) => outputs[Math.min(Math.max(value - first, 0), count - 1)]!);
      const most = Math.max(...outputs);
      const [low, high] =
        place === 'voi'
          ? [0, 2 ** (most >= 2 ** bits ? 16 : bits) - 1]
          : [Math.min(...looked), Math.max(...looked)];
      const expected = Uint16Array.from(looked, (value) => {
        const share = high > low ? (value - low) / (high - low) : 0;
        return Math.round(65535 * (inverted === 'no' ? share : 1 - share));
      });
      expect(await grey(parts, form)).toEqual(expected);
    }),
    { numRuns: 150, seed: 15 },
  );
});

const rising = Array.from({ length: 256 }, (_, i) => 16 * i);
const item = (values: readonly number[], bits: number, first: number, count = values.length): Part[] => [
  words(0x00283002, 'US', [count, first, bits]),
  words(0x00283006, 'OW', values),
];

test('a table of words that is cut in half is no table of bytes', async () => {
  for (const kept of [128, 200, 255])
    await expect(grey([sequence(0x00283010, item(rising.slice(0, kept), 12, 0, 256))])).rejects.toThrow(
      /LUTData \(0028,3006\) has \d+ bytes for 256 entries; it is cut short/,
    );
});

test('a sequence of no table is as if it were not there', async () => {
  const rescale = [text(0x00281052, 'DS', '-1024'), text(0x00281053, 'DS', '1')];
  const voi = sequence(0x00283010, item(rising, 12, -24));
  const none: Part = { tag: 0x00283000, vr: 'SQ', value: [] };
  expect(await grey([...rescale, voi, none])).toEqual(await grey([...rescale, voi]));
  expect(await grey([{ ...none, tag: 0x00283010 }])).toEqual(await grey([]));
});

test('a modality table goes before a table of values of interest, and takes the place of a rescale', async () => {
  const squares = Array.from({ length: 3781 }, (_, i) => Math.floor((i * i) / 3500));
  const modality = sequence(0x00283000, item(squares, 12, 0));
  const voi = sequence(0x00283010, item(rising.slice().reverse(), 12, 1000));
  const expected = Uint16Array.from(RAMP, (value) => {
    const entry = Math.min(Math.max(squares[value]! - 1000, 0), 255);
    return Math.round((65535 * 16 * (255 - entry)) / 4095);
  });
  expect(await grey([modality, voi])).toEqual(expected);
  const rescale = [text(0x00281052, 'DS', '-3000'), text(0x00281053, 'DS', '7')];
  expect(await grey([modality, voi, ...rescale])).toEqual(expected);
});

test('MONOCHROME1 and the shape INVERSE turn what the window shows, once', async () => {
  const window = [text(0x00281050, 'DS', '1800'), text(0x00281051, 'DS', '900')];
  const plain = await grey(window);
  const turned = plain.map((level) => 65535 - level);
  const mono1 = text(0x00280004, 'CS', 'MONOCHROME1');
  const inverse = text(0x20500020, 'CS', 'INVERSE');
  for (const parts of [[mono1], [inverse], [mono1, inverse]]) {
    const found = await grey([...window, ...parts]);
    // Halves round up on both sides.
    expect(Math.max(...found.map((level, i) => Math.abs(level - turned[i]!)))).toBeLessThanOrEqual(1);
  }
  expect(plain[0]).toBe(0);
});

describe('palettes are refused by name, whole or in segments', () => {
  const palette = (tag: number): Part[] => [
    text(0x00280004, 'CS', 'PALETTE COLOR'),
    ...[0, 1, 2].map((i) => words(0x00281101 + i, 'US', [256, 0, 16])),
    ...[0, 1, 2].map((i) => words(tag + i, 'OW', rising)),
  ];
  test.each([
    ['whole', 0x00281201],
    ['in segments', 0x00281221],
  ])('%s', async (_, tag) => {
    await expect(grey(palette(tag))).rejects.toThrow('palette colours, which are no radiograph');
  });
});
