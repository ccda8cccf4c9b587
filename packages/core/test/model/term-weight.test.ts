import { beforeAll, describe, expect, it } from 'vitest';
import type { Task } from '../../src/index.ts';
import { cautions, missedBounds, notesOn, unlearned } from '../../src/model/mimmx/notes.ts';
import type { MimmxSettings } from '../../src/model/mimmx/settings.ts';
import { createTermWeight } from '../../src/model/mimmx/weight.ts';
import { cpu } from '../toy.ts';

beforeAll(() => cpu.setup());

const labelled = (name: string, classes: number) => ({
  name,
  kind: 'categorical' as const,
  classes,
  labels: Array.from({ length: classes }, (_, i) => String(i)),
});
const age = { name: 'age', kind: 'continuous' as const, mean: 60, sd: 10 };
const association = { kind: 'association', each: 0.5, rise: 0.5 } as const;

describe('a weight by association', () => {
  it('rises in even steps to half the sum of the associations, and stays', async () => {
    const { weigh, state } = createTermWeight(
      { weight: association, associations: { marker: 0.8, view: 0.4, sex: 0 } },
      8,
    );
    const weights = Array.from({ length: 7 }, () => weigh(null).weight.dataSync()[0]!);
    [0, 0.15, 0.3, 0.45, 0.6, 0.6, 0.6].forEach((expected, i) => {
      expect(weights[i]).toBeCloseTo(expected, 6);
    });
    expect(state[0]!.dataSync()[0]).toBe(4);
  });

  it('is 0 where no confounder goes with y', () => {
    const { weigh } = createTermWeight({ weight: association, associations: { sex: 0 } }, 2);
    for (let i = 0; i < 3; i++) expect(weigh(null).weight.dataSync()[0]).toBe(0);
  });
});

describe('notes', () => {
  const notes = (given: Partial<MimmxSettings>, task: Partial<Task> = {}, batchSize = 64) =>
    notesOn(
      {
        weight: association,
        associations: { sex: 0.4 },
        expectation: 'within-y',
        primaryWidth: 1,
        ...given,
      } as MimmxSettings,
      { y: labelled('effusion', 2), z: [labelled('sex', 2)], ...task },
      batchSize,
    );

  it('are none where all is well', () => {
    expect(notes({})).toEqual([]);
    expect(notes({}, { z: [age] })).toEqual([]);
  });

  it('say that f_y is too narrow', () => {
    expect(notes({}, { y: labelled('digit', 10) })[0]).toMatch(
      /^f_y is 1 wide, and the classes of digit need 9/,
    );
  });

  it('say that a confounder is y', () => {
    expect(notes({ associations: { sex: 0.4, side: 1 } })).toEqual([
      'side and effusion go together in every training image, so nothing tells one from the other. Leave side out of data.task.z, or add images in which they differ.',
    ]);
  });

  it('say that there is nothing to do', () => {
    expect(notes({ associations: { sex: 0, view: 0 } })[0]).toMatch(/^No confounder goes with effusion/);
    expect(notes({ associations: { sex: 0 }, weight: { kind: 'fixed', lambda: 1 } })).toEqual([]);
  });

  it('say that a number within y has few rows to be read from', () => {
    expect(notes({}, { z: [age] }, 24)).toEqual([
      'age: within each of the 2 classes of effusion a batch has 12 rows to read a number from, which is few. Set training.batchSize to 32 or more.',
    ]);
    expect(notes({ expectation: 'reweighted' }, { z: [age] }, 24)).toEqual([]);
  });
});

it('says what the chosen parts caution against', () => {
  const chosen = {
    estimator: { name: 'mine', options: {} },
    weighter: { name: 'uniform', options: {} },
    balancer: { name: 'dwa', options: {} },
    weight: association,
  };
  const caution = (kind: string, name: string) =>
    name === 'dwa' ? `Does not train as a ${kind}. Take another.` : undefined;
  expect(cautions(chosen, { caution })).toEqual([
    'balancer "dwa": Does not train as a balancer. Take another.',
  ]);
});

it('says which bounds were missed, and nothing of those that were met or never read', () => {
  const rate = { nats: 1, rate: 0.001, damping: 0.1, limit: 0.03 };
  const weight = { kind: 'bound', nats: 0.02, release: 1, damping: 1, start: 0, limit: 1 } as const;
  expect(missedBounds({ weight, rate }, { 'bound.value': 0.02, 'rate.value': 1.4 })).toEqual([
    expect.stringMatching(
      /^The bound on what passes the channel beyond y was not met: 1\.4 nats .* 1 was asked for/,
    ),
  ]);
  expect(missedBounds({ weight, rate }, {})).toEqual([]);
  expect(missedBounds({ weight: association, rate: undefined }, { 'rate.value': 9 })).toEqual([]);
});

describe('confounders that were not learned', () => {
  const settings = { against: 'features', weight: association, confounderWidth: 2 } as const;
  const z = { z: [labelled('colour', 10), labelled('sex', 2), age] };

  it('are named where their loss is that of a guess', () => {
    expect(unlearned(settings, z, { 'loss.colour': Math.LN10, 'loss.sex': 0.31, 'loss.age': 1 })).toEqual([
      expect.stringMatching(
        /^The features of colour did not learn it: in the end their loss is 2\.30, .* 10 classes 2\.30\. .* more than 2,/,
      ),
    ]);
    expect(unlearned(settings, z, { 'loss.colour': 1.7, 'loss.sex': 0.66 })).toEqual([]);
    expect(unlearned(settings, z, {})).toEqual([]);
  });

  it('do not matter to a term that has no weight, or is held against labels', () => {
    const last = { 'loss.colour': Math.LN10 };
    expect(unlearned({ ...settings, against: 'labels' }, z, last)).toEqual([]);
    expect(unlearned({ ...settings, weight: { kind: 'fixed', lambda: 0 } }, z, last)).toEqual([]);
    expect(unlearned({ ...settings, against: 'both' }, z, last)).toHaveLength(1);
  });
});
