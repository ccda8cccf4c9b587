import type { CategoricalColumn } from '@mimmx/core';
import { classKey, numberName, shownTexts, tidy, usualSpelling } from '../../spelling.ts';
import type { ColumnBuilder } from './column-builder.ts';
import { Growing } from './growing.ts';
import { isMissingValue, meansMissing } from './missing.ts';
import { mayMeanMissing, standsApart } from './sentinels.ts';

export interface ClassOptions {
  /** The classes in code order; others become missing. If absent: every value that occurs, sorted (numbers by value). */
  readonly labels?: readonly string[];
  /** Texts are classes exactly as they stand, so that `a` and `A` are two. */
  readonly exact?: boolean;
  /** Whether a text means missing, besides those that always do. */
  readonly missing?: (text: string) => boolean;
}

/** A column of classes. Writings of one class ({@link classKey}) are merged, with a note. */
export function classColumn({
  labels,
  exact = false,
  missing,
}: ClassOptions = {}): ColumnBuilder<CategoricalColumn> & {
  /** Distinct classes so far. */
  readonly size: number;
} {
  const keyOf = exact ? (text: string) => text : classKey;
  const codeOfKey = new Map((labels ?? []).map((label, code) => [keyOf(label), code]));
  /** Every text as it stood: its code, and how often it came. */
  const places = new Map<string, number>();
  const codeAt: number[] = [];
  const countAt: number[] = [];
  const codes = new Growing(new Int32Array());

  const codeOf = (text: string): number => {
    const known = labels ? codeOfKey.get(keyOf(text)) : undefined;
    if (known !== undefined || labels) return known ?? -1;
    if (isMissingValue(text) || missing?.(text)) return -1;
    const key = keyOf(text);
    const found = codeOfKey.get(key) ?? codeOfKey.size;
    codeOfKey.set(key, found);
    return found;
  };

  return {
    get size() {
      return codeOfKey.size;
    },
    push(text) {
      let place = places.get(text);
      if (place === undefined) {
        place = codeAt.length;
        places.set(text, place);
        codeAt.push(codeOf(text));
        countAt.push(0);
      }
      countAt[place]!++;
      codes.push(codeAt[place]!);
    },
    done() {
      const writings = Array.from({ length: codeOfKey.size }, () => new Map<string, number>());
      const lost = new Map<string, number>();
      for (const [text, place] of places) {
        const own = codeAt[place]! < 0 ? lost : writings[codeAt[place]!]!;
        if (own !== lost || text.trim() !== '') own.set(text, countAt[place]!);
      }
      const names = labels ?? writings.map((own) => (exact ? [...own.keys()][0]! : nameOf(own)));
      const notes = [
        ...doubtful(names, exact || labels !== undefined ? [] : writings),
        ...writings.flatMap((own, code) =>
          own.size > 1 ? [`${shownTexts(own)} are one class, "${names[code]}"`] : [],
        ),
        ...(lost.size > 0 ? [`${shownTexts(lost)} read as missing`] : []),
      ];
      const noted = notes.length > 0 ? { notes } : {};
      if (labels) return { kind: 'categorical', codes: codes.done(), labels, ...noted };
      const sorted = [...names].sort(byValue);
      const place = new Map(sorted.map((label, code) => [label, code]));
      const recode = Int32Array.from(names, (label) => place.get(label)!);
      return {
        kind: 'categorical',
        codes: codes.done().map((code) => recode[code] ?? -1),
        labels: sorted,
        ...noted,
      };
    },
  };
}

function nameOf(writings: ReadonlyMap<string, number>): string {
  const spellings = new Map<string, number>();
  for (const [text, count] of writings) {
    const plain = tidy(text);
    spellings.set(plain, (spellings.get(plain) ?? 0) + count);
  }
  const usual = usualSpelling(spellings);
  return numberName(usual) ?? usual;
}

/** Classes of which it is not certain that they are any: words for nothing known, and numbers that stand for it. */
function doubtful(names: readonly string[], writings: readonly ReadonlyMap<string, number>[]): string[] {
  const count = (code: number) => [...writings[code]!.values()].reduce((a, b) => a + b, 0);
  const numbers = names.map(Number);
  const known = numbers.filter((value) => !mayMeanMissing(value));
  const [least, most] = [Math.min(...known), Math.max(...known)];
  const odd = names.filter(
    (name, code) =>
      writings.length > 0 &&
      // −1 may be the other of two classes, and −2 to 2 a scale.
      (meansMissing(name) ||
        (Math.abs(numbers[code]!) >= 7 &&
          mayMeanMissing(numbers[code]!) &&
          standsApart(numbers[code]!, least, most))),
  );
  if (odd.length === 0) return [];
  const shown = shownTexts(new Map(odd.map((name) => [name, count(names.indexOf(name))])));
  return [
    `${shown} ${odd.length > 1 ? 'are classes' : 'is a class'}: the option missing would say otherwise`,
  ];
}

const byValue = (a: string, b: string): number => {
  const difference = Number(a) - Number(b);
  return Number.isNaN(difference) || difference === 0 ? (a < b ? -1 : a > b ? 1 : 0) : difference;
};
