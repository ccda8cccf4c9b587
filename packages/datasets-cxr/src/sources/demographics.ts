import { type ColumnBuilder, categoricalColumn, numberColumn, numberOf } from '@mimmx/data/files';
import { mapped } from './mapped-column.ts';

/** `sex`: F or M. */
export const sexColumn = (): ColumnBuilder =>
  mapped(categoricalColumn(['F', 'M']), (text) => {
    const first = text.slice(0, 1).toUpperCase();
    return first === 'W' ? 'F' : first;
  });

/** Older than anybody has become: the tables' typing errors. */
const OLDEST = 122;

/** `age` in years; `058Y`, `024M` and impossible ages are understood. */
export const ageColumn = (): ColumnBuilder =>
  mapped(numberColumn('years'), (text) => {
    const months = /^(\d{1,3})M$/.exec(text)?.[1];
    const years = months ? Number(months) / 12 : numberOf(text.replace(/Y$/, ''));
    return years >= 0 && years <= OLDEST ? String(years) : '';
  });

const VIEWS: Readonly<Record<string, string>> = {
  AP: 'AP',
  PA: 'PA',
  LL: 'lateral',
  RL: 'lateral',
  L: 'lateral',
  LATERAL: 'lateral',
  AP_HORIZONTAL: 'AP',
};

/** `view`: AP, PA or lateral; a table without lateral images has no such class, whose cells would all be empty. */
export function viewColumn(): ColumnBuilder {
  const views = categoricalColumn(['AP', 'PA', 'lateral']);
  const column = mapped(views, (text) => VIEWS[text.toUpperCase()] ?? '');
  return {
    push: column.push,
    done() {
      const { codes } = views.done();
      const labels = codes.includes(2) ? ['AP', 'PA', 'lateral'] : ['AP', 'PA'];
      return { kind: 'categorical', codes, labels };
    },
  };
}

/** `abnormal`: whether anything was found. */
export const abnormalColumn = (): ColumnBuilder => categoricalColumn(['no finding', 'finding']);
