import { isMimmxError, Random } from '@mimmx/core/contracts';
import { MEASURE_CONTRACT } from '../measures/index.ts';
import { type Candidate, type Selection, select } from '../selection/index.ts';
import { type Check, demand } from './check.ts';
import { madeUp } from './samples.ts';

const ROWS = 96;
const WIDTH = 3;

/**
 * Conformance of a selection rule: it chooses by what the candidates are and not by their order, takes the earliest of
 * equals, reads no more than it says, and prefers perfect predictions to made-up ones.
 *
 * @example
 * for (const check of selectionChecks(mine)) test(check.name, check.run);
 */
export function selectionChecks(rule: Selection): Check[] {
  const owner = `selection "${rule.name}"`;
  const classes = rule.for === undefined || rule.for.some((kind) => kind !== 'number') ? 2 : 1;
  const candidate = (step: number, seed: number, quality: 'random' | 'perfect' = 'random'): Candidate => {
    const random = new Random(seed);
    const { y, values, parts } = madeUp(random, ROWS, classes, quality);
    const z = rule.needs === 'validation z' ? { z: [{ name: 'part', ...parts }] } : {};
    const features = {
      width: WIDTH,
      values: Float64Array.from({ length: ROWS * WIDTH }, () => random.normal()),
    };
    return rule.needs === 'nothing'
      ? { step }
      : { step, validation: { set: 'validation', y, values, ...z }, features };
  };
  const choose = (candidates: readonly Candidate[]) => select(candidates, rule, new Random(1));
  const several = [3, 1, 2, 5, 4].map((step) => candidate(100 * step, step));

  return [
    {
      name: 'is named in lower case, summed up in a sentence, and of this contract',
      run() {
        demand(/^[a-z0-9]+(-[a-z0-9]+)*$/.test(rule.name), () => `${owner}: name it like "my-rule".`);
        demand(rule.summary.length > 0, () => `${owner}: has no summary.`);
        demand(
          rule.kind === 'selection' && rule.contract === MEASURE_CONTRACT,
          () => `${owner}: contract ${rule.contract}, not ${MEASURE_CONTRACT}.`,
        );
      },
    },
    {
      name: 'chooses one of the candidates, the same each time and in whatever order they stand',
      run() {
        const chosen = choose(several);
        demand(
          several.some(({ step }) => step === chosen.step),
          () => `${owner}: chose ${chosen.step}, which is no candidate.`,
        );
        for (const other of [choose(several), choose([...several].reverse())]) {
          demand(
            other.step === chosen.step && Object.is(other.value, chosen.value),
            () =>
              `${owner}: chose update ${chosen.step} (${chosen.value}), then ${other.step} (${other.value}).`,
          );
        }
      },
    },
    {
      name: 'says a finite value, or null if it compares nothing',
      run() {
        const { value } = choose(several);
        const fine = rule.needs === 'nothing' ? value === null : Number.isFinite(value);
        demand(fine, () => `${owner}: needs ${rule.needs} and says the value ${value}.`);
      },
    },
    {
      name: 'takes the earliest of equals, unless it looks at nothing',
      run() {
        if (rule.needs === 'nothing') return;
        const { step } = choose([300, 100, 200].map((step) => candidate(step, 7)));
        demand(step === 100, () => `${owner}: chose update ${step} of equals, not the earliest.`);
      },
    },
    {
      name: 'refuses candidates without what it says it needs',
      run() {
        if (rule.needs === 'nothing') return;
        let code = 'no error';
        try {
          choose([{ step: 100 }]);
        } catch (error) {
          code = isMimmxError(error) ? error.code : String(error);
        }
        demand(code === 'E_SELECTION_NEEDS', () => `${owner}: ${code} without validation data.`);
      },
    },
    {
      name: 'prefers perfect predictions to made-up ones, unless it looks at nothing',
      run() {
        if (rule.needs === 'nothing') return;
        const { step } = choose([candidate(100, 1), candidate(200, 2, 'perfect'), candidate(300, 3)]);
        demand(step === 200, () => `${owner}: chose update ${step}, though 200 predicts perfectly.`);
      },
    },
  ];
}
