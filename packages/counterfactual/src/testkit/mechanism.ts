import { Random, validate } from '@mimmx/core';
import type { Check } from '@mimmx/core/testkit';
import { mechanismKind } from '../kinds.ts';
import type { Attribute, Attributes } from '../scm/attributes.ts';
import type { AnyMechanism, Mechanism } from '../scm/mechanism.ts';

const ROWS = 1500;

const parentAttributes: readonly Attribute[] = [
  { name: 'number', kind: 'continuous' },
  { name: 'class', kind: 'categorical', labels: ['a', 'b', 'c'] },
];

function must(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(message);
}

export interface MechanismCheckSettings {
  /** Options to test it under; the defaults if absent. */
  readonly options?: unknown;
  /** Classes of the attribute, if it makes classes. */
  readonly classes?: number;
}

/**
 * Conformance of a mechanism, at a root and below parents: abduction and prediction are inverse, its probabilities sum
 * to 1, abducted noise is distributed as its prior says, fitting raises the likelihood, and what it learned can be
 * saved and put back.
 *
 * @example
 * for (const check of mechanismChecks(mine)) test(check.name, check.run);
 */
export function mechanismChecks(
  definition: AnyMechanism,
  { options = {}, classes = 3 }: MechanismCheckSettings = {},
): Check[] {
  const owner = `mechanism "${definition.name}"`;
  const cases = definition.makes.flatMap((kind) => definition.stands.map((place) => ({ kind, place })));
  type Case = (typeof cases)[number];

  const make = ({ kind, place }: Case, seed = 1): Mechanism => {
    const labels = Array.from({ length: classes }, (_, k) => `${k}`);
    const attribute: Attribute = kind === 'categorical' ? { name: 'it', kind, labels } : { name: 'it', kind };
    const parents = place === 'child' ? parentAttributes : [];
    return definition.create(
      { attribute, parents, random: new Random(seed) },
      validate(definition.options, options, owner),
    );
  };
  const kept = new Map<string, ReturnType<typeof fit>>();
  const fit = (one: Case) => {
    const { values, parents } = sampleRows(one.kind, classes, 2);
    const mechanism = make(one);
    mechanism.fit(values, parents);
    return { values, parents, mechanism };
  };
  /** Fitted once for all checks. */
  const fitted = (one: Case) => {
    const key = `${one.kind} ${one.place}`;
    const made = kept.get(key) ?? fit(one);
    kept.set(key, made);
    return made;
  };
  const each = (name: string, run: (of: Case) => void): Check => ({
    name,
    run: () => {
      for (const one of cases) run(one);
    },
  });

  return [
    {
      name: 'is named in lower case, summed up, of this contract, and strict about options',
      run() {
        must(/^[a-z0-9]+(-[a-z0-9]+)*$/.test(definition.name), `${owner}: name it like "my-mechanism".`);
        must(definition.summary.length > 0, `${owner}: has no summary.`);
        must(
          definition.contract === mechanismKind.contract,
          `${owner}: is of contract ${definition.contract}.`,
        );
        let refused = false;
        try {
          validate(definition.options, { ...(options as object), noSuchOption: 1 }, owner);
        } catch {
          refused = true;
        }
        must(refused, `${owner}: accepts the unknown option "noSuchOption".`);
      },
    },

    each('gives a value back from its abducted noise, whatever the value', (one) => {
      const { values, parents, mechanism: trained } = fitted(one);
      for (const mechanism of [make(one), trained]) {
        const shown = one.kind === 'continuous' ? values.map((x, i) => (i % 10 === 0 ? 10 * x : x)) : values;
        const back = mechanism.predict(mechanism.abduct(shown, parents, new Random(3)), parents);
        for (const [i, value] of shown.entries()) {
          const apart = Math.abs(back[i]! - value);
          must(
            one.kind === 'categorical' ? apart === 0 : apart < 1e-8 * (1 + Math.abs(value)),
            `${owner}: ${value} came back as ${back[i]} (${one.place}, ${mechanism === trained ? 'fitted' : 'fresh'}).`,
          );
        }
      }
    }),

    each('probabilities of all values sum to 1', (one) => {
      const { parents, mechanism } = fitted(one);
      for (let row = 0; row < 5; row++) {
        const points = one.kind === 'categorical' ? classes : 8001;
        const step = one.kind === 'categorical' ? 1 : 0.01;
        const start = one.kind === 'categorical' ? 0 : -40;
        const all = Float64Array.from({ length: points }, (_, i) => start + i * step);
        const same = Object.fromEntries(
          Object.entries(parents).map(([name, column]) => [
            name,
            new Float64Array(points).fill(column[row]!),
          ]),
        );
        const total = mechanism.logProbability(all, same).reduce((sum, log) => sum + Math.exp(log) * step, 0);
        must(Math.abs(total - 1) < 5e-3, `${owner}: probabilities sum to ${total} (${one.place}).`);
      }
    }),

    each('noise abducted from its own values is distributed as its prior', (one) => {
      const { parents, mechanism } = fitted(one);
      const random = new Random(6);
      const prior = mechanism.sampleNoise(ROWS, random);
      const drawn = mechanism.predict(prior, parents);
      const abducted = mechanism.abduct(drawn, parents, random);
      must(
        abducted.length === ROWS * mechanism.noiseWidth,
        `${owner}: abducts ${abducted.length} numbers for ${ROWS} rows of ${mechanism.noiseWidth}.`,
      );
      const distance = kolmogorovSmirnov(prior, abducted);
      // Of two samples of equal size at a level of 1e-6.
      must(
        distance < 2.7 * Math.sqrt(2 / prior.length),
        `${owner}: abducted noise and its prior differ by ${distance.toFixed(3)} (${one.place}).`,
      );
    }),

    each('fitting raises the likelihood, and the same seed learns the same', (one) => {
      const { values, parents, mechanism } = fitted(one);
      const mean = (of: Mechanism) => of.logProbability(values, parents).reduce((a, b) => a + b, 0) / ROWS;
      const before = mean(make(one));
      const { mechanism: again } = fit(one);
      must(mean(mechanism) > before, `${owner}: ln p is ${mean(mechanism)} after fitting, ${before} before.`);
      must(mean(mechanism) === mean(again), `${owner}: two fits of one seed differ.`);
    }),

    each('what it learned is saved and put back', (one) => {
      const { values, parents, mechanism } = fitted(one);
      const other = make(one, 9);
      other.restore(
        Object.fromEntries(Object.entries(mechanism.state).map(([name, saved]) => [name, saved.slice()])),
      );
      const [a, b] = [mechanism, other].map((m) => m.logProbability(values, parents));
      must(
        a!.every((log, i) => log === b![i]),
        `${owner}: another instance with its state says otherwise.`,
      );
    }),
  ];
}

/** Rows in which both parents matter. */
function sampleRows(kind: Attribute['kind'], classes: number, seed: number) {
  const random = new Random(seed);
  const number = Float64Array.from({ length: ROWS }, () => random.normal());
  const group = Float64Array.from({ length: ROWS }, () => random.integer(3));
  const values = number.map((x, i) => {
    if (kind === 'continuous') return 2 + x + 0.5 * group[i]! + Math.exp(0.3 * x) * random.normal();
    const score = x + group[i]! - 1 + random.normal();
    return Math.min(classes - 1, Math.max(0, Math.floor(score + classes / 2)));
  });
  const parents: Attributes = { number, class: group };
  return { values, parents };
}

/** Largest distance of two empirical distribution functions. */
function kolmogorovSmirnov(a: Float64Array, b: Float64Array): number {
  const [x, y] = [a.slice().sort(), b.slice().sort()];
  let [i, j, largest] = [0, 0, 0];
  while (i < x.length && j < y.length) {
    const value = Math.min(x[i]!, y[j]!);
    while (i < x.length && x[i]! <= value) i++;
    while (j < y.length && y[j]! <= value) j++;
    largest = Math.max(largest, Math.abs(i / x.length - j / y.length));
  }
  return largest;
}
