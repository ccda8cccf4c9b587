import { Random } from '@mimmx/core/contracts';
import { MEASURE_CONTRACT, type Measure, type Sample, sampleOf } from '../measures/index.ts';
import { type Check, demand } from './check.ts';
import { type MadeUp, madeUp, pick, targetsOf } from './samples.ts';

const ROWS = 48;
/** Sums of the same numbers in another order differ by so much. */
const ROUNDING = 1e-9;

const close = (a: number, b: number): boolean =>
  Object.is(a, b) || Math.abs(a - b) <= ROUNDING * Math.max(1, Math.abs(a));

/**
 * Conformance of a measure: it does not depend on the order of the rows, a weight is a repetition, its values are in its
 * range, perfect predictions are the best, and rows that all weigh 0 give NaN.
 *
 * @example
 * for (const check of measureChecks(mine)) test(check.name, check.run);
 */
export function measureChecks(measure: Measure): Check[] {
  const owner = `measure "${measure.name}"`;
  const sample = ({ y, values, parts }: MadeUp, weights?: Float64Array): Sample =>
    sampleOf(y, values, {
      ...(measure.parts === undefined ? {} : { parts }),
      ...(weights === undefined ? {} : { weights }),
    });
  const each = (name: string, run: (classes: number, random: Random) => void): Check => ({
    name,
    run() {
      for (const classes of targetsOf(measure)) {
        for (let seed = 0; seed < 5; seed++) run(classes, new Random(seed));
      }
    },
  });

  return [
    {
      name: 'is named in lower case, summed up in a sentence, for some target, and of this contract',
      run() {
        demand(/^[a-z0-9]/.test(measure.name), () => `${owner}: name it in lower case, like "my-measure".`);
        demand(measure.summary.length > 0, () => `${owner}: has no summary.`);
        demand(measure.for.length > 0, () => `${owner}: is for no target.`);
        demand(
          measure.kind === 'measure' && measure.contract === MEASURE_CONTRACT,
          () => `${owner}: contract ${measure.contract}, not ${MEASURE_CONTRACT}.`,
        );
      },
    },
    each('does not depend on the order of the rows', (classes, random) => {
      const made = madeUp(random, ROWS, classes, 'random');
      const [before, after] = [
        measure.of(sample(made)),
        measure.of(sample(pick(made, random.permutation(ROWS)))),
      ];
      demand(close(before, after), () => `${owner}: ${before}, but ${after} with the rows in another order.`);
    }),
    each('takes a weight as a repetition of the row', (classes, random) => {
      const made = madeUp(random, ROWS, classes, 'random');
      const weights = Float64Array.from({ length: ROWS }, () => random.integer(4));
      const repeated = Int32Array.from(
        [...weights].flatMap((times, row) => new Array<number>(times).fill(row)),
      );
      const [weighted, copied] = [
        measure.of(sample(made, weights)),
        measure.of(sample(pick(made, repeated))),
      ];
      demand(
        close(weighted, copied),
        () => `${owner}: ${weighted} with weights, but ${copied} with the rows repeated.`,
      );
    }),
    each('stays within its range', (classes, random) => {
      const value = measure.of(sample(madeUp(random, ROWS, classes, 'random')));
      const [low, high] = measure.range;
      demand(
        value >= low - ROUNDING && value <= high + ROUNDING,
        () => `${owner}: ${value} is outside its range ${low} to ${high}.`,
      );
    }),
    each('is best for perfect predictions', (classes, random) => {
      const value = measure.of(sample(madeUp(random, ROWS, classes, 'perfect')));
      const best = measure.range[measure.better === 'higher' ? 1 : 0];
      demand(close(value, best), () => `${owner}: perfect predictions give ${value}, not ${best}.`);
    }),
    each('is NaN where no row counts', (classes, random) => {
      const made = madeUp(random, ROWS, classes, 'random');
      const value = measure.of(sample(made, new Float64Array(ROWS)));
      demand(Number.isNaN(value), () => `${owner}: ${value} for rows that all weigh 0; give NaN.`);
    }),
  ];
}
