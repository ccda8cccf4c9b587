import { folded } from '../../spelling.ts';
import { isMissingValue, meansMissing } from './missing.ts';

/** Mark before decimals. */
export type Decimal = '.' | ',';

/** How a field says a number. `grouped` may be thousands or decimals (`1,234`); `other` is none. */
export type NumberForm = 'missing' | 'word' | 'plain' | 'limit' | 'unit' | 'comma' | 'grouped' | 'other';

/** A field read as a number. */
export interface NumberText {
  readonly form: NumberForm;
  /** NaN unless the form says a number. */
  readonly value: number;
  /** Of the form `unit`, as it is written; time in one of {@link TIME}'s words. */
  readonly unit?: string;
}

/** Parts of a year, and the words and letters for them (PS3.5 6.2 writes an age as `045Y`). */
export const TIME: Readonly<Record<string, number>> = {
  years: 1,
  months: 1 / 12,
  weeks: 1 / 52.18,
  days: 1 / 365.25,
};
const TIME_WORDS: readonly [RegExp, keyof typeof TIME][] = [
  [/^(?:y|yo|y\/o|yr|yrs|year|years|jahre?|ans?|años?|anos?)\.?(?: old)?$/i, 'years'],
  [/^(?:mo|mos|mth|mths|month|months|monate?|mois|meses)\.?(?: old)?$/i, 'months'],
  [/^(?:w|wk|wks|week|weeks|wochen?)\.?(?: old)?$/i, 'weeks'],
  [/^(?:d|day|days|tage?)\.?(?: old)?$/i, 'days'],
];
const AGE_STRING = /^(\d{1,3})([YMWD])$/;
const AGE_LETTERS = { Y: 'years', M: 'months', W: 'weeks', D: 'days' } as const;

const PLAIN = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const LIMIT_BEFORE = /^(?:<=?|>=?|≤|≥|~|≈|under|over|above|below)\s*(\S+)$/i;
const LIMIT_AFTER = /^(\S+?)\s*(?:\+|plus|(?:and|or) (?:over|above|older|more|under|below|younger|less))$/i;
const WITH_UNIT =
  /^([+-]?[\d.,]+(?:[eE][+-]?\d+)?)\s*((?!x\d)[a-zA-Zµμ°%Å][\wµμ°%Å/.^²³⁻¹*·-]{0,20}(?: old)?)$/;

const NONE: NumberText = { form: 'other', value: Number.NaN };

/**
 * The number that a field says, in whatever form tables write numbers.
 *
 * @param decimal mark before decimals; if absent, a comma that can only be one is taken for it
 */
export function readNumber(text: string, decimal?: Decimal): NumberText {
  if (PLAIN.test(text) && decimal !== ',') return finite('plain', Number(text));
  if (isMissingValue(text)) return { form: 'missing', value: Number.NaN };
  const plain = folded(text);
  const bare = digits(plain, decimal);
  if (bare) return bare;
  if (meansMissing(plain)) return { form: 'word', value: Number.NaN };
  const limit = LIMIT_BEFORE.exec(plain) ?? LIMIT_AFTER.exec(plain);
  const bound = limit && digits(limit[1]!, decimal);
  if (bound) return bound.form === 'grouped' ? NONE : finite('limit', bound.value);
  return withUnit(plain, decimal) ?? NONE;
}

/** A number and nothing else. */
function digits(text: string, decimal: Decimal | undefined): NumberText | null {
  if (decimal === ',') {
    const dotted = /^[+-]?\d{1,3}(?:\.\d{3})+(?:,\d*)?$/.test(text) ? text.replaceAll('.', '') : text;
    const number = dotted.replace(',', '.');
    return PLAIN.test(number) ? finite('plain', Number(number)) : null;
  }
  if (PLAIN.test(text)) return finite('plain', Number(text));
  if (!text.includes(',')) return null;
  const thousands = /^[+-]?\d{1,3}(?:,\d{3})+(\.\d*)?$/.exec(text);
  if (thousands && (decimal === '.' || thousands[1] !== undefined || /,\d{3},/.test(text)))
    return finite('plain', Number(text.replaceAll(',', '')));
  if (decimal === '.') return null;
  if (/^[+-]?\d{1,3}(?:\.\d{3})+,\d*$/.test(text))
    return finite('comma', Number(text.replaceAll('.', '').replace(',', '.')));
  const number = text.replace(',', '.');
  return PLAIN.test(number) ? finite(thousands ? 'grouped' : 'comma', Number(number)) : null;
}

function withUnit(text: string, decimal: Decimal | undefined): NumberText | null {
  const age = AGE_STRING.exec(text);
  if (age)
    return { form: 'unit', value: Number(age[1]), unit: AGE_LETTERS[age[2] as keyof typeof AGE_LETTERS] };
  const [, number, unit] = WITH_UNIT.exec(text) ?? [];
  const value = number === undefined ? null : digits(number, decimal);
  if (!value || !unit || value.form === 'grouped') return null;
  const time = TIME_WORDS.find(([word]) => word.test(unit.trim()))?.[1];
  return { form: 'unit', value: value.value, unit: time ?? unit.trim() };
}

const finite = (form: NumberForm, value: number): NumberText =>
  Number.isFinite(value) ? { form, value } : NONE;
