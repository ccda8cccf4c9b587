import { plugin as baselines } from '@mimmx/baselines';
import { corePlugin, createRegistry } from '@mimmx/core';
import { describe, expect, it, test } from 'vitest';
import { seedOf } from '../../src/comparison/search.ts';
import { spacesOf } from '../../src/comparison/spaces.ts';
import { benchTrials, createProtocol, type MethodProtocol, plugin, searchDraws } from '../../src/index.ts';
import { toyRegistry } from './toy.ts';

const registry = createRegistry().use(corePlugin).use(baselines).use(plugin);
const names = plugin.provides.flatMap(({ kind, name }) => (kind === 'protocol' ? [name] : []));
const config = {
  dataset: 'x',
  data: { task: { y: { column: 'y' }, z: [{ column: 'z' }] } },
  encoder: 'small-cnn',
  methods: { erm: {} },
};
const make = (name: string): MethodProtocol => createProtocol(registry, name, { config });

describe.each(names)('%s', (name) => {
  const protocol = make(name);

  it('names methods, options, measures and settings that are there', () => {
    expect(Object.keys(protocol.rows)).toContain(name === 'thesis-morpho-mnist' ? 'baseline' : 'erm');
    for (const [row, { method, options }] of Object.entries(protocol.rows))
      expect(() => registry.check('method', method as never, (options ?? {}) as never), row).not.toThrow();
    for (const { row, setting, measure, value, source } of protocol.published) {
      expect(Object.keys(protocol.rows)).toContain(row);
      expect(protocol.settings.map((own) => own.name)).toContain(setting);
      expect(protocol.measures.map((own) => own.name)).toContain(measure);
      expect(value).toBeGreaterThan(1);
      expect(source).not.toBe('');
    }
  });

  it('makes trials that differ, and the same ones each time', () => {
    const settings = protocol.settings.map((own) => own.name);
    const trials = benchTrials(protocol, { seeds: [0, 1], settings });
    expect(new Set(trials.map(({ trial }) => trial.id)).size).toBe(trials.length);
    const again = benchTrials(make(name), { seeds: [0, 1], settings });
    expect(again.map(({ trial }) => trial.id)).toEqual(trials.map(({ trial }) => trial.id));
    for (const { trial, fullUpdates } of trials) expect(trial.training.updates).toBe(fullUpdates);
  });
});

test('what is not there is refused with the nearest that is', () => {
  expect(() => make('lff-colored-mnst')).toThrow('Did you mean "lff-colored-mnist"?');
  const protocol = make('lff-colored-mnist');
  expect(() => benchTrials(protocol, { rows: ['lfff'], seeds: [0] })).toThrow(
    'E_UNKNOWN_NAME: This protocol has no method "lfff". Did you mean "lff"?',
  );
  expect(() => benchTrials(protocol, { rows: ['toString'], seeds: [0] })).toThrow('E_UNKNOWN_NAME');
  expect(() => benchTrials(protocol, { settings: ['1%'], seeds: [0] })).toThrow('Did you mean "1 %"?');
  expect(() => createProtocol(registry, 'medfair')).toThrow(
    'E_PROTOCOL: "medfair" compares methods on data of yours.',
  );
});

test('settings on request are trained if they are named', () => {
  const protocol = make('lff-colored-mnist');
  const settingsOf = (settings?: readonly string[]) => [
    ...new Set(benchTrials(protocol, { rows: ['erm'], seeds: [0], settings }).map(({ setting }) => setting)),
  ];
  expect(settingsOf()).toEqual(['0.5 %', '1 %', '2 %', '5 %']);
  expect(settingsOf(['1 %, ten passes'])).toEqual(['1 %, ten passes']);
});

test('a smaller budget is taken, a larger one is not', () => {
  const [short] = benchTrials(make('irm-colored-mnist'), { rows: ['grey'], seeds: [0], updates: 20 });
  expect([short!.trial.training.updates, short!.fullUpdates]).toEqual([20, 101]);
  const [long] = benchTrials(make('irm-colored-mnist'), { rows: ['grey'], seeds: [0], updates: 900 });
  expect(long!.trial.training.updates).toBe(101);
});

test('rows on request are trained when they are named', () => {
  const protocol = createProtocol(toyRegistry(), 'toy-protocol');
  expect(benchTrials(protocol, { seeds: [0] }).map(({ row }) => row)).not.toContain('on request');
  expect(benchTrials(protocol, { rows: ['on request'], seeds: [0] })).toHaveLength(2);
});

describe('search', () => {
  const draws = (method: string, count: number) => searchDraws(registry, { method }, count);

  it('has the defaults first, and as many draws for every method', () => {
    for (const method of ['jtt', 'lff', 'group-dro', 'mimm-x']) {
      const found = draws(method, 6);
      expect(found.map(({ number }) => number)).toEqual([0, 1, 2, 3, 4, 5]);
      expect(found[0]!.options).toEqual({});
      expect(new Set(found.map(({ options }) => JSON.stringify(options))).size).toBe(6);
    }
    // Nothing to draw: one training does for all of them.
    expect(draws('erm', 6)).toEqual([{ number: 0, options: {} }]);
  });

  it('draws more without changing what was drawn', () => {
    expect(draws('lff', 3)).toEqual(draws('lff', 9).slice(0, 3));
  });

  it('draws each option by a stream of its own', () => {
    expect(seedOf('lff q 1')).not.toBe(seedOf('lff memory 1'));
    const values = draws('lff', 400)
      .slice(1)
      .map(({ options }) => options as { q: number; memory: number });
    const mean = (of: (v: { q: number; memory: number }) => number) =>
      values.reduce((sum, v) => sum + of(v), 0) / values.length;
    const [q, memory] = [mean((v) => v.q), mean((v) => v.memory)];
    expect(q).toBeCloseTo(0.5, 1);
    const covariance = mean((v) => (v.q - q) * (v.memory - memory));
    expect(Math.abs(covariance) / (0.26 * 0.14)).toBeLessThan(0.2);
  });

  it('draws what options accept, for every method with a range', () => {
    const methods = registry
      .list()
      .flatMap(({ definition }) => (definition.kind === 'method' ? [definition.name] : []));
    for (const method of methods)
      for (const { options } of draws(method, 12))
        expect(
          () => registry.check('method', method as never, options as never),
          `${method} ${JSON.stringify(options)}`,
        ).not.toThrow();
  });

  it('takes the range that an option declares', () => {
    const space = { sample: () => 7 };
    const options = { shape: { alpha: { meta: () => ({ space }) }, beta: { meta: () => undefined } } };
    expect(Object.keys(spacesOf({ options }))).toEqual(['alpha']);
  });
});
