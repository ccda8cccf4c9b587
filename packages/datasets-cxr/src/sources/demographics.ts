import { type ColumnBuilder, codedColumn, numberColumn, readNumber } from '@mimmx/data/files';
import { mapped } from './mapped-column.ts';

/** Words for the sexes in the languages of the public collections, without accents. */
const SEX: ReadonlyMap<string, string> = new Map([
  ...'f female w woman women weiblich frau femme feminin mujer femenino femenina mulher feminino feminina donna femmina'
    .concat(' girl vrouw kvinna kvinde kvinne 女')
    .split(' ')
    .map((word) => [word, 'F'] as const),
  ...'m male man men maennlich mannlich mann herr homme masculin hombre masculino varon homem uomo maschio boy 男'
    .split(' ')
    .map((word) => [word, 'M'] as const),
]);

/** `sex`: F or M. Any other text is missing, with a note; numbers too, since they are counted in either way. */
export const sexColumn = (): ColumnBuilder =>
  mapped(codedColumn(['F', 'M']), (text) => {
    const plain = text
      .toLowerCase()
      .normalize('NFD')
      .replace(/[\u0300-\u036f.]/g, '');
    return SEX.get(plain) ?? '';
  });

/** Older than anybody has become: the tables' typing errors. */
const OLDEST = 122;
const IN_YEARS: Readonly<Record<string, number>> = {
  years: 1,
  months: 1 / 12,
  weeks: 1 / 52.18,
  days: 1 / 365.25,
};

/** `age` in years; `058Y`, `024M`, `18 months` and `90+` are understood, impossible ages are missing. */
export const ageColumn = (decimal?: '.' | ','): ColumnBuilder =>
  mapped(numberColumn('years'), (text) => {
    const { value, unit } = readNumber(text, decimal);
    const years = value * (unit === undefined ? 1 : (IN_YEARS[unit] ?? Number.NaN));
    return years >= 0 && years <= OLDEST ? String(years) : '';
  });

/** Projections by how they begin: AP supine, AP_HORIZONTAL and AP AXIAL are AP. */
const VIEWS: readonly [RegExp, string][] = [
  [/^(?:AP|ANTERO-?POSTERIOR)(?![A-Z])/, 'AP'],
  [/^(?:PA|POSTERO-?ANTERIOR)(?![A-Z])/, 'PA'],
  [/^(?:(?:LEFT |RIGHT )?LAT(?:ERAL)?|LL|RL|L|R)$/, 'lateral'],
];

/** `view`: AP, PA or lateral; a table without lateral images has no such class, whose cells would all be empty. */
export function viewColumn(): ColumnBuilder {
  const views = mapped(codedColumn(['AP', 'PA', 'lateral']), (text) => {
    const plain = text.toUpperCase().replaceAll(/[_\s]+/g, ' ');
    return VIEWS.find(([view]) => view.test(plain))?.[1] ?? '';
  });
  return {
    push: views.push,
    done() {
      const column = views.done();
      return column.codes.includes(2) ? column : { ...column, labels: ['AP', 'PA'] };
    },
  };
}

/** `abnormal`: whether anything was found. */
export const abnormalColumn = (): ColumnBuilder => codedColumn(['no finding', 'finding']);
