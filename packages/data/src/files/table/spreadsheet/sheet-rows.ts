import { numberText } from './cell-text.ts';
import { textOfRuns, type Workbook } from './workbook.ts';
import { readXml } from './xml.ts';
import type { Zip } from './zip.ts';

/** Columns of a sheet, A to XFD. */
const MOST_COLUMNS = 16_384;
const DAMAGED = 'a cell beyond the last column';
const UNCALCULATED = 'a formula that was never calculated: open the workbook in Excel and save it';

/**
 * Reads a sheet row by row: the texts that its cells say, empty where there is no cell. Rows without cells are passed
 * over.
 *
 * @param onRow is given the texts, the number of the row, and what is wrong with it, if anything
 * @throws if the sheet is damaged or has cells that are merged over rows
 */
export async function readSheet(
  zip: Zip,
  file: string,
  { strings, formats, since1904, uncalculated }: Workbook,
  onRow: (fields: string[], row: number, wrong: string | null) => void,
  most: number,
): Promise<void> {
  let [row, column] = [0, -1];
  let fields: string[] = [];
  let [kind, style] = ['n', 0];
  let value = '';
  let [inValue, hasFormula] = [false, false];
  let wrong: string | null = null;
  const inline = textOfRuns();

  const said = (): string => {
    const own = inline.take();
    if (kind === 'inlineStr') return own;
    // A formula may well give an empty text; other programs leave out, or write as 0, what they did not calculate.
    if (hasFormula && kind === 'n' && (value === '' || (uncalculated && value === '0'))) wrong = UNCALCULATED;
    if (value === '') return '';
    if (kind === 's') return strings[Number(value)] ?? damaged('a text that is not in its list');
    if (kind === 'b') return value === '1' || value === 'true' ? 'True' : 'False';
    if (kind === 'd') return value.replace('T', ' ').replace(/(?: 00:00:00(?:\.0+)?)?Z?$/, '');
    if (kind !== 'n') return value;
    const number = Number(value);
    return Number.isFinite(number)
      ? numberText(number, formats[style] ?? { kind: 'plain' }, since1904)
      : value;
  };

  await readXml(
    await zip.open(file),
    {
      open(name, attribute) {
        inline.handler.open(name);
        if (name === 'row') {
          row = Number(attribute('r') ?? row + 1);
          column = -1;
          fields = [];
          wrong = null;
        } else if (name === 'c') {
          const place = attribute('r');
          column = place === undefined ? column + 1 : columnOf(place);
          if (!(column < MOST_COLUMNS)) damaged(DAMAGED);
          kind = attribute('t') ?? 'n';
          style = Number(attribute('s') ?? 0);
          value = '';
          hasFormula = false;
        } else if (name === 'v') inValue = true;
        else if (name === 'f') hasFormula = true;
        else if (name === 'mergeCell') refuseMerged(attribute('ref') ?? '');
      },
      close(name) {
        inline.handler.close(name);
        if (name === 'v') inValue = false;
        else if (name === 'c') {
          const text = said();
          while (fields.length < column) fields.push('');
          fields[column] = text;
        } else if (name === 'row' && (wrong !== null || fields.some((text) => text !== ''))) {
          onRow(fields, row, wrong);
        }
      },
      text(piece) {
        if (inValue) value += piece;
        else inline.handler.text(piece);
      },
    },
    most,
  );
}

const damaged = (what: string): never => {
  throw new Error(`it is damaged: ${what}`);
};

/** Place of a column from a reference: `B7` is 1. */
function columnOf(reference: string): number {
  let column = 0;
  for (let at = 0; at < 4; at++) {
    const letter = reference.charCodeAt(at) | 32;
    if (letter < 97 || letter > 122) break;
    column = 26 * column + letter - 96;
  }
  return column > 0 ? column - 1 : damaged('a cell without a place');
}

/** Cells that are one over several rows or columns have their value in the first of them alone. */
function refuseMerged(range: string): void {
  const [, left, first, right, last] = /^([A-Z]+)(\d+):([A-Z]+)(\d+)$/i.exec(range) ?? [];
  if (first === last && left === right) return;
  const place = first === last ? 'column' : 'row';
  throw new Error(
    `its cells ${range} are merged, so that only the first ${place} has their value; unmerge and fill them`,
  );
}
