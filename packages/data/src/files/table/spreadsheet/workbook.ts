import { formatOf, type NumberFormat, unescaped } from './cell-text.ts';
import { readXml } from './xml.ts';
import type { Zip } from './zip.ts';

/** A sheet of cells. */
export interface Sheet {
  readonly name: string;
  readonly hidden: boolean;
  /** Its file in the archive. */
  readonly file: string;
}

/** What the sheets of a workbook share. */
export interface Workbook {
  readonly sheets: readonly Sheet[];
  readonly since1904: boolean;
  /** Whether its program left formulas to be calculated by whoever opens it: a 0 beside one may be no value. */
  readonly uncalculated: boolean;
  /** Texts that cells name by number. */
  readonly strings: readonly string[];
  /** Format of each cell style. */
  readonly formats: readonly NumberFormat[];
}

/** Most bytes of the parts that are kept in memory. */
const MOST_KEPT = 256 << 20;

/** Reads what all sheets share. @throws if the archive is no workbook, or is damaged */
export async function readWorkbook(zip: Zip): Promise<Workbook> {
  const main = zip.names.find((name) => /^xl\/workbook\d*\.xml$/.test(name));
  if (main === undefined) throw new Error(other(zip.names));
  const targets = await relations(zip, main.replace(/([^/]+)$/, '_rels/$1.rels'));
  const sheets: Sheet[] = [];
  let [since1904, uncalculated] = [false, false];
  await readXml(
    await zip.open(main),
    {
      open(name, attribute) {
        if (name === 'workbookPr') since1904 = isTrue(attribute('date1904'));
        else if (name === 'calcPr') uncalculated = isTrue(attribute('fullCalcOnLoad'));
        if (name !== 'sheet') return;
        const target = targets.get(attribute('id') ?? '') ?? { file: '', kind: '' };
        // Chart and dialogue sheets have no cells.
        if (!target.kind.endsWith('/worksheet')) return;
        const hidden = (attribute('state') ?? 'visible') !== 'visible';
        sheets.push({ name: attribute('name') ?? '', hidden, file: target.file });
      },
    },
    MOST_KEPT,
  );
  const named = (kind: string): string | undefined =>
    [...targets.values()].find((target) => target.kind.endsWith(kind))?.file;
  const [strings, styles] = [named('/sharedStrings'), named('/styles')];
  return {
    sheets,
    since1904,
    uncalculated,
    strings: strings === undefined ? [] : await sharedStrings(zip, strings),
    formats: styles === undefined ? [] : await styleFormats(zip, styles),
  };
}

const isTrue = (flag: string | undefined): boolean => flag === '1' || flag === 'true';

function other(names: readonly string[]): string {
  if (names.includes('content.xml')) return 'it is an OpenDocument file; save it as .xlsx or CSV';
  if (names.includes('xl/workbook.bin')) return 'it is a binary workbook (.xlsb); save it as .xlsx';
  return 'it is a zip archive and no workbook; unpack it';
}

async function relations(zip: Zip, file: string): Promise<Map<string, { file: string; kind: string }>> {
  const found = new Map<string, { file: string; kind: string }>();
  const open = (name: string, attribute: (name: string) => string | undefined): void => {
    const target = attribute('Target') ?? '';
    if (name !== 'Relationship') return;
    const place = target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`;
    found.set(attribute('Id') ?? '', { file: place, kind: attribute('Type') ?? '' });
  };
  await readXml(await zip.open(file), { open }, MOST_KEPT);
  return found;
}

async function sharedStrings(zip: Zip, file: string): Promise<string[]> {
  const strings: string[] = [];
  const text = textOfRuns();
  await readXml(
    await zip.open(file),
    {
      ...text.handler,
      close(name) {
        text.handler.close(name);
        if (name === 'si') strings.push(text.take());
      },
    },
    MOST_KEPT,
  );
  return strings;
}

/** Joins the runs of a text, without the readings that stand beside East Asian ones. */
export function textOfRuns() {
  let said = '';
  let [inText, inReading] = [false, false];
  return {
    handler: {
      open(name: string) {
        if (name === 't') inText = true;
        else if (name === 'rPh') inReading = true;
      },
      close(name: string) {
        if (name === 't') inText = false;
        else if (name === 'rPh') inReading = false;
      },
      text(piece: string) {
        if (inText && !inReading) said += piece;
      },
    },
    /** The text so far, which is then forgotten. */
    take(): string {
      const whole = unescaped(said);
      said = '';
      return whole;
    },
  };
}

async function styleFormats(zip: Zip, file: string): Promise<NumberFormat[]> {
  const codes = new Map<number, string>();
  const formats: NumberFormat[] = [];
  let inCells = false;
  await readXml(
    await zip.open(file),
    {
      open(name, attribute) {
        if (name === 'numFmt') codes.set(Number(attribute('numFmtId')), attribute('formatCode') ?? '');
        else if (name === 'cellXfs') inCells = true;
        else if (name === 'xf' && inCells) {
          const id = Number(attribute('numFmtId') ?? 0);
          formats.push(formatOf(id, codes.get(id)));
        }
      },
      close(name) {
        if (name === 'cellXfs') inCells = false;
      },
    },
    MOST_KEPT,
  );
  return formats;
}
