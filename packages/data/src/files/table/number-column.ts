import type { NumberColumn } from '@mimmx/core';
import { shownTexts } from '../../spelling.ts';
import type { ColumnBuilder } from './column-builder.ts';
import { Growing } from './growing.ts';
import { type Decimal, type NumberForm, readNumber, TIME } from './number-text.ts';
import { mayMeanMissing, standsApart } from './sentinels.ts';

export interface NumberOptions {
  readonly unit?: string;
  readonly decimal?: Decimal | undefined;
  /** Whether a text or its number means missing, besides those that always do. */
  readonly missing?: (text: string) => boolean;
}

/** Texts of one form that are remembered for the notes. */
const REMEMBERED = 200;

/** What the texts of a column are, so far. Fields that say nothing are in none of these counts. */
export interface NumberFacts {
  /** Fields that say a number, given what is known of commas and units. */
  readonly numbers: number;
  /** Fields that say none. */
  readonly others: number;
  /** Distinct numbers, at most {@link MOST_DISTINCT}. */
  readonly distinct: number;
  readonly whole: boolean;
  /** Whether numbers carry a unit, or are written as ages in DICOM are. */
  readonly united: boolean;
  /** Whether some are said as limits: `89+`, `<0.3`. */
  readonly limits: boolean;
  /** The fields that say no number, for a message. */
  readonly otherTexts: string;
}

/** Distinct numbers that are counted. */
export const MOST_DISTINCT = 11;

/**
 * A column of numbers. Limits (`89+`, `<0.3`) count as their number and units are taken off, with a note; what says no
 * number is missing, with a note.
 */
export function numbersOf({ unit, decimal, missing }: NumberOptions = {}): ColumnBuilder<NumberColumn> & {
  facts(): NumberFacts;
} {
  const values = new Growing(new Float64Array());
  /** Rows whose texts are no plain numbers, with the place of their form in `forms`. */
  const oddRows = new Growing(new Int32Array());
  const oddForms = new Growing(new Int32Array());
  const forms = new Map<
    string,
    { form: NumberForm; unit?: string; count: number; texts: Map<string, number> }
  >();
  const keys: string[] = [];
  const distinct = new Set<number>();
  let plain = 0;
  let whole = true;
  let fractions = false;

  const odd = (text: string, form: NumberForm, own?: string): void => {
    const key = `${form} ${own ?? ''}`;
    let known = forms.get(key);
    if (!known) {
      known = { form, ...(own === undefined ? {} : { unit: own }), count: 0, texts: new Map() };
      forms.set(key, known);
      keys.push(key);
    }
    known.count++;
    const times = known.texts.get(text);
    if (times !== undefined || known.texts.size < REMEMBERED) known.texts.set(text, (times ?? 0) + 1);
    oddRows.push(values.length);
    oddForms.push(keys.indexOf(key));
  };

  /** Numbers that often stand for missing, and the bounds of all others. */
  const sentinels = new Map<number, number>();
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const seen = (value: number): void => {
    if (mayMeanMissing(value)) sentinels.set(value, (sentinels.get(value) ?? 0) + 1);
    else {
      if (value < least) least = value;
      if (value > most) most = value;
    }
    if (distinct.size < MOST_DISTINCT) distinct.add(value);
    if (whole && !Number.isInteger(value)) whole = false;
  };

  /** Commas are decimal marks unless numbers with a point stand beside them, or all might be thousands. */
  const readable = (form: NumberForm): boolean => {
    if (form === 'limit') return true;
    if (form !== 'comma' && form !== 'grouped') return false;
    return forms.has('comma ') && !fractions;
  };
  const units = () => [...forms.values()].flatMap((one) => (one.form === 'unit' ? [one.unit!] : []));
  /** Time is known by its words; anything else behind a number is a unit if most of the numbers have it. */
  const commonUnit = (): string | null => {
    const found = units();
    const [only] = found;
    if (only !== undefined && found.length === 1)
      return only in TIME || forms.get(`unit ${only}`)!.count >= plain ? only : null;
    return found.length > 1 && found.every((one) => one in TIME) ? 'years' : null;
  };
  const counts = (one: { form: NumberForm; unit?: string }): boolean =>
    one.form === 'unit' ? commonUnit() !== null : readable(one.form);
  const sum = (pick: (one: { form: NumberForm; unit?: string }) => boolean): number =>
    [...forms.values()].reduce((total, one) => total + (pick(one) ? one.count : 0), 0);
  const textsOf = (...wanted: readonly NumberForm[]): Map<string, number> =>
    new Map([...forms.values()].flatMap((one) => (wanted.includes(one.form) ? [...one.texts] : [])));
  const others = (): Map<string, number> =>
    new Map(
      [...forms.values()].flatMap((one) =>
        one.form === 'word' || one.form === 'missing' || counts(one) ? [] : [...one.texts],
      ),
    );

  return {
    push(text) {
      const { form, value, unit: own } = readNumber(text, decimal);
      if (missing?.(text)) {
        if (text.trim() !== '') odd(text, 'word');
        values.push(Number.NaN);
        return;
      }
      if (form === 'plain') {
        plain++;
        if (!fractions && text.includes('.')) fractions = true;
      } else if (form !== 'missing' || text.trim() !== '') odd(text, form, own);
      if (!Number.isNaN(value)) seen(value);
      values.push(value);
    },
    facts: () => ({
      numbers: plain + sum(counts),
      others: sum((one) => one.form !== 'word' && one.form !== 'missing' && !counts(one)),
      distinct: distinct.size,
      whole,
      united: sum((one) => one.form === 'unit') > 0,
      limits: forms.has('limit '),
      otherTexts: shownTexts(others()),
    }),
    done() {
      const made = values.done();
      const common = commonUnit();
      const [rows, places] = [oddRows.done(), oddForms.done()];
      for (let i = 0; i < rows.length; i++) {
        const one = forms.get(keys[places[i]!]!)!;
        const row = rows[i]!;
        if (!counts(one)) made[row] = Number.NaN;
        else if (one.unit && one.unit !== common && common === 'years') made[row]! *= TIME[one.unit]!;
      }
      const limits = textsOf('limit');
      const commas = forms.has('comma ') && !fractions ? textsOf('comma', 'grouped') : new Map();
      const lost = textsOf('word', 'missing');
      const strange = others();
      const ambiguous = !forms.has('comma ') && !fractions ? textsOf('grouped') : new Map();
      const doubtful = [...sentinels].filter(([value]) => standsApart(value, least, most));
      const shown = doubtful.map(([value, count]) => `${value} (${count})`).join(', ');
      const notes = [
        ...(doubtful.length > 0 ? [`${shown} may stand for missing: the option missing would say so`] : []),
        ...(limits.size > 0 ? [`${shownTexts(limits)} read as the number itself`] : []),
        ...(commas.size > 0 ? [`the comma is read as the decimal mark: ${shownTexts(commas, 2)}`] : []),
        ...(common === null ? [] : [`numbers in ${common}: ${shownTexts(textsOf('unit'), 3)}`]),
        ...(lost.size > 0 ? [`${shownTexts(lost)} read as missing`] : []),
        ...(ambiguous.size > 0
          ? [`${shownTexts(ambiguous, 2)} may be thousands: give the option decimal`]
          : []),
        ...(strange.size > ambiguous.size
          ? [`${shownTexts(strange)} are no numbers and read as missing`]
          : []),
      ];
      const said = unit ?? common ?? undefined;
      return {
        kind: 'number',
        values: made,
        ...(said === undefined ? {} : { unit: said }),
        ...(notes.length > 0 ? { notes } : {}),
      };
    },
  };
}
