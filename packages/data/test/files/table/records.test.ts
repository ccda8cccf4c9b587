import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createQuarantine, indexHeader, readRecords } from '../../../src/files/index.ts';
import { scratch } from '../scratch.ts';

const folder = scratch();
let files = 0;

async function read(content: string | Uint8Array, name = 'table.csv', options = {}) {
  const path = join(folder, `${files++}-${name}`);
  writeFileSync(path, content);
  const quarantine = createQuarantine();
  const records: string[][] = [];
  const lines: number[] = [];
  let header: readonly string[] = [];
  await readRecords(path, { quarantine, ...options }, (names) => {
    header = names;
    return (fields, line) => {
      records.push([...fields]);
      lines.push(line);
    };
  });
  return { header, records, lines, problems: quarantine.problems };
}

const quoted = (field: string) => `"${field.replaceAll('"', '""')}"`;

describe('a table', () => {
  test('comes back as it was written: quotes, commas, line breaks, any language', async () => {
    const field = fc
      .string({ unit: 'grapheme' })
      .map((text) => text.replaceAll('\ufffd', '?').replaceAll('\u0000', ''));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(field, field, field), { minLength: 1, maxLength: 8 }),
        async (rows) => {
          const text = ['a,b,c', ...rows.map((row) => row.map(quoted).join(','))].join('\n');
          expect((await read(text)).records).toEqual(rows);
        },
      ),
      { numRuns: 50 },
    );
  });

  test('may have a byte order mark, mixed line ends, empty lines, tabs, and be packed', async () => {
    const text = '\ufeffid,name\r\n1,a\n2,b\r\r\n\n3,c';
    const expected = {
      header: ['id', 'name'],
      records: [
        ['1', 'a'],
        ['2', 'b'],
        ['3', 'c'],
      ],
      problems: [],
    };
    expect(await read(text)).toMatchObject(expected);
    expect(await read(gzipSync(text), 'table.csv.gz')).toMatchObject(expected);
    expect(await read(text.replaceAll(',', '\t'), 'table.tsv')).toMatchObject(expected);
    expect(await read(gzipSync(text.replaceAll(',', '\t')), 'table.tsv.gz')).toMatchObject(expected);
  });

  test('names the line of every record, also after quoted line breaks', async () => {
    expect((await read('a,b\n1,"x\ny"\n2,z\n')).lines).toEqual([3, 4]);
  });
});

describe('records that cannot be used', () => {
  test('are reported with their line and left out', async () => {
    const latin1 = Buffer.from('id,name\n1,a\n2,Andr\xe9\n3,b,c\n4\n\n5,"x"y\n6,d\n7,"e\r\n8,f', 'latin1');
    const { records, problems } = await read(latin1);
    expect(records).toEqual([
      ['1', 'a'],
      ['6', 'd'],
      ['8', 'f'],
    ]);
    expect(problems.map(({ line, reason }) => [line, reason.slice(0, 22)])).toEqual([
      [3, 'not UTF-8'],
      [4, '3 fields instead of 2'],
      [5, '1 fields instead of 2'],
      [7, 'bad quoting, or a fiel'],
      [9, 'bad quoting, or a fiel'],
    ]);
  });

  test('never show their contents', async () => {
    const { problems } = await read('id,name\n1,"DOE^JANE"x\n2,DOE^JANE,1970\n');
    expect(problems).toHaveLength(2);
    expect(JSON.stringify(problems)).not.toMatch(/DOE|1970/);
  });
});

describe('stray quotes', () => {
  const stray = [
    'id\tcoil',
    '1\t3" surface',
    '2\t"head"',
    '3\t"head" coil',
    '4\tneck "small"',
    '5\t"open',
    '6\tend"',
    '7\tx',
    '',
  ];

  test('in a TSV are characters like any other; one that does not close costs its own line only', async () => {
    const { records, problems } = await read(stray.join('\n'), 'participants.tsv');
    expect(records).toEqual([
      ['1', '3" surface'],
      ['2', 'head'],
      ['3', '"head" coil'],
      ['4', 'neck "small"'],
      ['6', 'end"'],
      ['7', 'x'],
    ]);
    expect(problems.map(({ line }) => line)).toEqual([6]);
  });

  test('in a CSV cost each its own line; there a quoted field may go on in the next line', async () => {
    const { records, problems } = await read(stray.join('\n').replaceAll('\t', ','));
    expect(records).toEqual([
      ['2', 'head'],
      ['5', 'open\n6,end'],
      ['7', 'x'],
    ]);
    expect(problems.map(({ line }) => line)).toEqual([2, 4, 5]);
  });

  test('give the same records wherever the file is cut into pieces', async () => {
    const pieces = fc.array(fc.constantFrom('"', '"', 'a', 'é', '\t', '\n', '\r\n', ' '), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(pieces, fc.nat({ max: 14 }), async (text, before) => {
        const body = text.join('');
        // The file is read in pieces of 256 KiB: the padding moves the first cut through the body.
        const padding = `p\t${'x'.repeat((1 << 18) - 6 - before)}\n`;
        const short = await read(`a\tb\n${body}`, 'short.tsv');
        const long = await read(`a\tb\n${padding}${body}`, 'long.tsv');
        expect(long.records.slice(1)).toEqual(short.records);
        expect(long.problems.map(({ line, reason }) => [line! - 1, reason])).toEqual(
          short.problems.map(({ line, reason }) => [line, reason]),
        );
      }),
      { numRuns: 60 },
    );
  });
});

describe('a file that is no table', () => {
  const refuses = (content: string | Uint8Array, message: RegExp, name?: string, options = {}) =>
    expect(read(content, name, options)).rejects.toThrow(message);

  test('is refused with the reason', async () => {
    await refuses('', /E_TABLE: .*is empty/);
    await refuses('a,b,a\n', /E_TABLE: .*two columns "a"/);
    await refuses('a,"b\n1,2\n', /E_TABLE: .*bad quoting in its header/);
    await refuses(`a,b\n${'1,"x"y\n'.repeat(101)}`, /E_TABLE: .*bad quoting in 101 lines/);
    await refuses(gzipSync('a,b\n1,2\n').subarray(0, 15), /E_TABLE: .*damaged \(gzip/, 'cut.csv.gz');
    await refuses(Buffer.from('not gzip'), /E_TABLE: .*damaged \(gzip/, 'wrong.csv.gz');
  });

  test('is refused before a gzip bomb fills the memory', async () => {
    const bomb = gzipSync(Buffer.alloc(64 << 20, 'a,b\n'));
    const before = process.memoryUsage().rss;
    await refuses(bomb, /E_TABLE: .*more than 1000000 bytes unpacked/, 'bomb.csv.gz', { maxBytes: 1e6 });
    expect(process.memoryUsage().rss - before).toBeLessThan(200e6);
    await refuses('x'.repeat(3 << 20), /E_TABLE: .*bad quoting in its header/);
  });

  test('is not read to its end when most of its lines cannot be used, or when it unpacks to nothing but repetition', async () => {
    const short = gzipSync(`a,b\n${'x\n'.repeat(3e6)}`);
    const start = process.cpuUsage();
    await refuses(
      short,
      /E_TABLE: .*10001 of its first \d+ lines cannot be used \(line \d+: 1 fields instead of 2\)/,
      'short.csv.gz',
    );
    // Of the processor: others may use it, too.
    const { user, system } = process.cpuUsage(start);
    expect((user + system) / 1000).toBeLessThan(2000);
    const blank = gzipSync(Buffer.concat([Buffer.from('a,b\n1,2\n'), Buffer.alloc(80 << 20, '\n')]), {
      level: 1,
    });
    await refuses(blank, /E_TABLE: .*more than \d+ bytes unpacked/, 'blank.csv.gz');
  }, 60_000);

  test('that is missing is named with the place where it was looked for', async () => {
    const read = readRecords(join(folder, 'absent.csv'), { quarantine: createQuarantine() }, () => () => {});
    await expect(read).rejects.toThrow(
      `E_MISSING: No table absent.csv: it was looked for at ${join(folder, 'absent.csv')}. Check the path`,
    );
  });

  test('lacks a column: the message shows what there is', () => {
    const header = indexHeader('/x/t.csv', ['Path', 'Sex']);
    expect(header.required('path')).toBe(0);
    expect(header.optional('Age')).toBe(-1);
    expect(() => header.required('Image Index')).toThrow(
      /E_TABLE: Table t\.csv has no column "Image Index"\. Known: Path, Sex/,
    );
  });
});
