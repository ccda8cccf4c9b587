import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeDicom } from '../../src/decode/dicom/decode-dicom.ts';
import { describe as describeHeader } from '../../src/decode/dicom/describe.ts';
import { isDicom } from '../../src/decode/dicom/is-dicom.ts';
import { readDicom } from '../../src/decode/dicom/read-dicom.ts';
import {
  encode,
  type Form,
  type Making,
  makeDicom,
  number,
  type Part,
  RAMP,
  text,
  words,
} from '../make-dicom.ts';
import { scratch } from '../open.ts';
import { madeValues, valuesOf } from './streams.ts';

const folder = scratch();
const described = (making: Making) => {
  const path = join(folder, 'file');
  writeFileSync(path, makeDicom(making));
  return describeHeader(path)!;
};
const raw = (tag: number, vr: string, value: string | Buffer, open = false): Part => ({
  tag,
  vr,
  value:
    typeof value === 'string'
      ? Buffer.from(value.padEnd(value.length + (value.length % 2)), 'latin1')
      : value,
  open,
});
const IMPLICIT: Form = { explicit: false, littleEndian: true };
const BIG: Form = { explicit: true, littleEndian: false };
const ramp = [...RAMP];

describe('elements that say nothing about the picture are stepped over', () => {
  test.each(
    'AE AS AT CS DA DS DT FD FL IS LO LT OB OD OF OL OV OW PN SH SL SS ST SV TM UC UI UL UN UR US UT UV'.split(
      ' ',
    ),
  )('VR %s', async (vr) => {
    const value = Buffer.from('a value of 24 bytes here');
    expect(await madeValues({ parts: [raw(0x00081190, vr, value), raw(0x00200011, vr, value)] })).toEqual(
      ramp,
    );
  });

  test('letters that no edition knows, in the long form and in the short', async () => {
    const short = Buffer.concat([
      Buffer.from([0x20, 0, 0x11, 0]),
      Buffer.from('ZZ'),
      number(4, 2),
      Buffer.from('1234'),
    ]);
    const whole = makeDicom();
    const at = whole.indexOf(Buffer.from([0x28, 0, 2, 0]));
    expect(await valuesOf(Buffer.concat([whole.subarray(0, at), short, whole.subarray(at)]))).toEqual(ramp);
    expect(await madeValues({ parts: [raw(0x00200011, 'ZZ', 'long form')] })).toEqual(ramp);
  });

  test('an element in implicit form among explicit ones', async () => {
    const whole = makeDicom();
    const at = whole.indexOf(Buffer.from([0x28, 0, 2, 0]));
    const implicit = encode([raw(0x00200011, 'IS', '12')], IMPLICIT);
    expect(await valuesOf(Buffer.concat([whole.subarray(0, at), implicit, whole.subarray(at)]))).toEqual(
      ramp,
    );
  });

  test('sequences with lengths and without, nested, with another picture inside', async () => {
    const icon = [
      words(0x00280010, 'US', [2]),
      words(0x00280011, 'US', [2]),
      raw(0x7fe00010, 'OW', Buffer.alloc(8)),
    ];
    for (const open of [false, true]) {
      const inner: Part = { tag: 0x00081140, vr: 'SQ', value: [icon, []], open };
      const outer: Part = { tag: 0x00081110, vr: 'SQ', value: [[inner], [inner]], open };
      for (const form of [undefined, IMPLICIT] as const) {
        const syntax = form ? '1.2.840.10008.1.2' : '1.2.840.10008.1.2.1';
        expect(await madeValues({ syntax, ...(form ? { form } : {}), parts: [outer] })).toEqual(ramp);
      }
    }
  });

  test('private UN of undefined length is a sequence in implicit form (CP-246), or in explicit form', async () => {
    const items = [[text(0x20011001, 'LO', 'PRIVATE'), words(0x20011002, 'US', [1])]];
    expect(await madeValues({ parts: [{ tag: 0x2001105f, vr: 'UN', value: items, open: true }] })).toEqual(
      ramp,
    );
    const explicit = encode([{ tag: 0x2001105f, vr: 'SQ', value: items, open: true }]);
    explicit.write('UN', 4, 'latin1');
    const whole = makeDicom();
    const at = whole.lastIndexOf(Buffer.from([0xe0, 0x7f, 0x10, 0]));
    expect(await valuesOf(Buffer.concat([whole.subarray(0, at), explicit, whole.subarray(at)]))).toEqual(
      ramp,
    );
  });

  test('private bytes that look like items', async () => {
    const parts = [raw(0x00291010, 'OB', Buffer.from('feff00e0ffffffff0801', 'hex'))];
    expect(await madeValues({ parts })).toEqual(ramp);
  });
});

describe('the form that a file is written in', () => {
  const forms: [string, Making][] = [
    ['explicit little endian', {}],
    ['implicit little endian', { syntax: '1.2.840.10008.1.2', form: IMPLICIT }],
    ['explicit big endian', { syntax: '1.2.840.10008.1.2.2', form: BIG }],
    ['explicit by label, implicit by content', { form: IMPLICIT }],
    ['implicit by label, explicit by content', { syntax: '1.2.840.10008.1.2' }],
    ['without preamble', { preamble: false }],
    ['without meta information, explicit', { preamble: false, meta: false }],
    ['without meta information, implicit', { preamble: false, meta: false, form: IMPLICIT }],
    ['without meta information, big endian', { preamble: false, meta: false, form: BIG }],
    ['with bytes behind the pixels', { after: Buffer.from('trailing') }],
    ['with a part of an element behind the pixels', { after: Buffer.from('fcfffcff4f42', 'hex') }],
  ];
  test.each(forms)('%s', async (_, making) => {
    const bytes = makeDicom(making);
    expect(isDicom(bytes)).toBe(true);
    expect(await valuesOf(bytes)).toEqual(ramp);
  });
});

describe('known elements of VR UN are read by the dictionary', () => {
  const grey = async (parts: Part[], making: Making = {}) => [
    ...(await decodeDicom(makeDicom({ ...making, parts }), 'header')).pixels,
  ];
  const chain = (vr: string) => [
    raw(0x00281050, vr, '1000'),
    raw(0x00281051, vr, '800'),
    raw(0x00281052, vr, '-1024'),
    raw(0x00281053, vr, '1.5'),
  ];

  test('window and rescale', async () => {
    const plain = await grey(chain('DS'));
    // (40 · 20 + 20 · 30 = 1400) · 1.5 − 1024 = 1076, window 1000 / 800 (PS3.3 C.11.2.1.2).
    expect(plain[20 * 64 + 30]).toBe(Math.round(65535 * ((1076 - 999.5) / 799 + 0.5)));
    expect(await grey(chain('UN'))).toEqual(plain);
    expect(await grey(chain('OB'))).toEqual(plain);
    expect(await grey(chain('LO'))).toEqual(plain);
  });

  test('numbers, whose bytes are little endian even in a big-endian file', async () => {
    const size = [raw(0x00280010, 'UN', number(64, 2)), raw(0x00280011, 'UN', number(64, 2))];
    expect(await madeValues({ parts: size })).toEqual(ramp);
    expect(await madeValues({ parts: size, syntax: '1.2.840.10008.1.2.2', form: BIG })).toEqual(ramp);
  });

  test('patient, age, modality: the same person whatever the VR', () => {
    const of = (vr: string, more = '') =>
      described({
        parts: [
          raw(0x00100020, vr, `SAME-PATIENT${more}`),
          raw(0x00101010, vr, '045Y'),
          raw(0x00080060, vr, 'CR'),
        ],
      });
    expect(of('UN').patient).toBe(of('LO').patient);
    // Blanks around an ID do not make another person.
    expect(of('LO', '  \0').patient).toBe(of('LO').patient);
    expect(of('LO', '2').patient).not.toBe(of('LO').patient);
    expect(of('UN').columns).toMatchObject({ age: '45', modality: 'CR' });
  });
});

describe('texts', () => {
  test('composed or not, in Latin 1 or UTF-8, are one', () => {
    const of = (bytes: Buffer, set: string) =>
      described({ parts: [text(0x00080005, 'CS', set), raw(0x00100020, 'LO', bytes)] }).patient;
    const latin = of(Buffer.from('Zoë1', 'latin1'), 'ISO_IR 100');
    expect(of(Buffer.from('Zoë1 '), 'ISO_IR 192')).toBe(latin);
    expect(of(Buffer.from('Zoe\u03081'), 'ISO_IR 192')).toBe(latin);
  });

  test.each([
    ['045Y', '45'],
    ['45', '45'],
    ['006M', '0.5'],
    ['  58Y', '58'],
    ['OLD', 'no age'],
  ])('age "%s" is "%s" years', (written, years) => {
    expect(described({ parts: [text(0x00101010, 'AS', written)] }).columns.age).toBe(years);
  });

  test.each([
    ['AP SUPINE', 'AP'],
    ['PA', 'PA'],
    ['LL', 'LL'],
    ['AP/PA', 'AP/PA'],
  ])('view "%s" is "%s"', (written, view) => {
    expect(described({ parts: [text(0x00185101, 'CS', written)] }).columns.view).toBe(view);
  });

  test.each(['1000', '+1.0E+03', ' 1000 ', '1e3\\5', '1000.'])('"%s" is the number 1000', (written) => {
    const file = readDicom(makeDicom({ parts: [text(0x00281050, 'DS', written)] }));
    expect(file.number('WindowCenter')).toBe(1000);
  });
});

describe('what cannot be read says where and why, and nothing of a patient', () => {
  const reasons: [string, () => Buffer, RegExp][] = [
    [
      'an element that is too long',
      () => damagedLength(),
      /^\(0010,0020\) is 65534 bytes long, where \d+ are left$/,
    ],
    [
      'a number that is none',
      () => makeDicom({ parts: [text(0x00281050, 'DS', 'SECRET')] }),
      /^WindowCenter \(0028,1050\) is no number; correct the header$/,
    ],
    [
      'a transfer syntax whose length has taken in the header',
      () => makeDicom({ syntax: '1.2.840.10008.1.2.1 SECRET^JANE' }),
      /^a transfer syntax that is no UID is not read; export it uncompressed$/,
    ],
    ['no pixels', () => makeDicom({ without: [0x7fe00010] }), /^DICOM without pixel data$/],
    [
      'float pixels',
      () => makeDicom({ without: [0x7fe00010], parts: [raw(0x7fe00008, 'OF', Buffer.alloc(16))] }),
      /^FloatPixelData \(7FE0,0008\) are not read/,
    ],
    ['pixels that end', () => makeDicom().subarray(0, -100), /^truncated: 8092 of 8192 bytes of pixels$/],
    [
      'a slope of 0',
      () => makeDicom({ parts: [text(0x00281053, 'DS', '0')] }),
      /^RescaleSlope \(0028,1053\) is 0; correct the header$/,
    ],
  ];
  const damagedLength = (): Buffer => {
    const bytes = makeDicom();
    bytes.writeUInt16LE(65534, bytes.indexOf(Buffer.from([0x10, 0, 0x20, 0])) + 6);
    return bytes;
  };
  test.each(reasons)('%s', async (_, make, reason) => {
    const error = await decodeDicom(make(), 'header').catch((thrown: Error) => thrown);
    expect((error as Error).message).toMatch(reason);
    expect((error as Error).message).not.toMatch(/SECRET/);
  });
});
