import { cpuBackend } from '@mimmx/experiment/node';
import { expect, expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import {
  type Backend,
  type Definition,
  type Draft,
  defineBackend,
  defineEstimator,
  defineWeighter,
  options,
  type Weighter,
} from '../../src/contracts/index.ts';
import { MimmxError } from '../../src/errors.ts';
import { createRegistry, defineKind, definePlugin, type Plugin } from '../../src/registry/index.ts';
import { Random } from '../../src/tensor/index.ts';

const even = defineWeighter({
  name: 'even',
  summary: 'All confounders count the same',
  options: z.strictObject({ sharpness: z.number().default(1) }),
  create: ({ confounders }, { sharpness }) =>
    ({
      variables: [],
      player: 'nobody',
      needsMi: false,
      weights: () => [confounders, sharpness],
    }) as unknown as Weighter,
});
declare module '@mimmx/core' {
  interface WeighterOptions {
    even: { sharpness?: number };
  }
  interface Kinds {
    tone: {
      context: { readonly loud: boolean };
      product: string;
      definition: ToneDefinition;
      options: { hum: { pitch?: number } };
    };
  }
}

/** What a package outside core writes for a kind of its own. */
interface ToneDefinition extends Definition<'tone', string, { readonly loud: boolean }, unknown, string> {}
const tone = defineKind('tone', 3);
const defineTone = (draft: Draft<ToneDefinition>): ToneDefinition => ({
  kind: tone.name,
  contract: tone.contract,
  ...draft,
});
const hum = defineTone({
  name: 'hum',
  summary: 'One long tone',
  options: z.strictObject({ pitch: z.number().default(440) }),
  create: ({ loud }, options) => `${loud ? 'HUM' : 'hum'} ${(options as { pitch: number }).pitch}`,
});
const tones = definePlugin({ name: 'tones', kinds: [tone], provides: [hum] });

const first = definePlugin({ name: 'first', provides: [even, cpuBackend] });

const context = { confounders: 2, primaryWidth: 4, confounderWidths: [4, 4], random: new Random(1) };

test('makes what is asked for, with checked and completed options', () => {
  const registry = createRegistry().use(first);
  const made = registry.create('weighter', 'even', context, { sharpness: 3 }) as unknown as {
    weights: () => unknown;
  };
  expect(made.weights()).toEqual([2, 3]);
  expect(
    (registry.create('weighter', 'even', context) as unknown as { weights: () => unknown }).weights(),
  ).toEqual([2, 1]);
  expect(() => registry.create('weighter', 'even' as string, context, { sharpnes: 3 })).toThrow(
    'E_OPTION: weighter "even": unknown option "sharpnes". Did you mean "sharpness"?',
  );
});

test('types of context, options and product follow kind and name', () => {
  const registry = createRegistry().use(first);
  // @ts-expect-error options of a known name are checked by the compiler too
  expect(() => registry.create('weighter', 'even', context, { sharpnes: 3 })).toThrow('E_OPTION');
  const fromConfig: string = 'even';
  expect(() => registry.create('weighter', fromConfig, context, { sharpnes: 3 })).toThrow('E_OPTION');
  expectTypeOf(registry.create('backend', 'cpu', {})).toEqualTypeOf<Backend>();
  expectTypeOf(registry.create('weighter', 'even', context)).toEqualTypeOf<Weighter>();
  // @ts-expect-error a weighter cannot be made without its context
  expect(() => registry.create('weighter', 'even')).toThrow();
  // @ts-expect-error there is no such kind
  expect(() => registry.create('sampler', 'even', {})).toThrow('E_UNKNOWN_NAME');
});

test('an unknown name is answered with the nearest of its kind', () => {
  const registry = createRegistry().use(first);
  expect(() => registry.get('weighter', 'evn')).toThrow(
    'E_UNKNOWN_NAME: Unknown weighter "evn". Did you mean "even"?',
  );
  expect(() => registry.get('estimator', 'mine')).toThrow(
    'E_UNKNOWN_NAME: Unknown estimator "mine". None is registered.',
  );
  expect(() => registry.get('backend', 'even')).toThrow(
    'E_UNKNOWN_NAME: Unknown backend "even". Known: cpu.',
  );
});

test('one name may stand for things of different kinds', () => {
  const backend = defineBackend({ ...cpuBackend, name: 'even' });
  const registry = createRegistry()
    .use(first)
    .use(definePlugin({ name: 'second', provides: [backend] }));
  expect(registry.get('backend', 'even')).toBe(backend);
  expect(registry.get('weighter', 'even')).toBe(even);
});

test('the same name from two plugins is refused, and nothing of the second is added', () => {
  const other = defineWeighter({ ...even, summary: 'another' });
  const more = defineBackend({ ...cpuBackend, name: 'more' });
  const registry = createRegistry().use(first);
  expect(() => registry.use(definePlugin({ name: 'second', provides: [more, other] }))).toThrow(
    'E_DUPLICATE_NAME: The weighter "even" comes from both "first" and "second". Use one of the two plugins.',
  );
  expect(() => registry.get('backend', 'more')).toThrow('E_UNKNOWN_NAME');
  expect(registry.get('weighter', 'even')).toBe(even);
});

test('one plugin that gives a name twice is refused too', () => {
  const twice = definePlugin({ name: 'twice', provides: [even, defineWeighter({ ...even })] });
  expect(() => createRegistry().use(twice)).toThrow('E_DUPLICATE_NAME');
});

test('using a plugin again, or a definition that two plugins share, changes nothing', () => {
  const registry = createRegistry()
    .use(first)
    .use(first)
    .use(definePlugin({ name: 'second', provides: [even] }));
  expect(registry.list('weighter')).toEqual([{ plugin: 'first', definition: even }]);
});

test.each([
  [
    'another contract',
    { name: 'old', contract: 0, provides: [] },
    'Plugin "old" is written for contract 0, this core has 1',
  ],
  ['no contract', { name: 'none', provides: [] }, 'Plugin "none" is written for contract none'],
  ['no list', { name: 'empty', contract: 1 }, 'Plugin "empty"'],
  ['nothing', undefined, 'Plugin "?"'],
])('a plugin with %s is refused', (_, plugin, words) => {
  expect(() => createRegistry().use(plugin as unknown as Plugin)).toThrow(
    expect.objectContaining({ code: 'E_PLUGIN_CONTRACT', message: expect.stringContaining(words) }),
  );
});

test.each([
  [
    'another contract',
    { ...even, contract: 0 },
    'The weighter "even" of plugin "mixed" is written for contract 0',
  ],
  [
    'a kind that nobody has',
    { ...even, kind: 'wieghter' },
    'The wieghter "even" of plugin "mixed" is of a kind that is not there. Did you mean "weighter"?',
  ],
  ['a kind that comes with another plugin', hum, 'If another package has that kind, use its plugin first.'],
])('a definition of %s is refused by name, with all of its plugin', (_, definition, words) => {
  const registry = createRegistry();
  const plugin = definePlugin({ name: 'mixed', provides: [cpuBackend, definition as never] });
  expect(() => registry.use(plugin)).toThrow(
    expect.objectContaining({ code: 'E_PLUGIN_CONTRACT', message: expect.stringContaining(words) }),
  );
  expect(registry.list()).toEqual([]);
});

test('lists in the order of registration, by kind or all, with the plugin each comes from', () => {
  const registry = createRegistry().use(first);
  expect(registry.list().map(({ plugin, definition }) => [plugin, definition.kind, definition.name])).toEqual(
    [
      ['first', 'weighter', 'even'],
      ['first', 'backend', 'cpu'],
    ],
  );
  expect(registry.list('estimator')).toEqual([]);
});

test('a package outside core has a kind of its own, typed like those of core', () => {
  const registry = createRegistry().use(tones);
  expect(registry.kinds()).toEqual([...createRegistry().kinds(), 'tone']);
  const made = registry.create('tone', 'hum', { loud: true }, { pitch: 220 });
  expectTypeOf(made).toEqualTypeOf<string>();
  expect(made).toBe('HUM 220');
  // @ts-expect-error options of a known name are checked by the compiler too
  expect(() => registry.create('tone', 'hum', { loud: true }, { pich: 1 })).toThrow('Did you mean "pitch"?');
  expect(() => registry.get('tone', 'hmu')).toThrow(
    'E_UNKNOWN_NAME: Unknown tone "hmu". Did you mean "hum"?',
  );
  expect(() => createRegistry().get('tone', 'hum')).toThrow(
    /^E_UNKNOWN_NAME: There is no kind "tone"\. Known: /,
  );
});

test('a third package adds to that kind once it is there, or brings it along', () => {
  const ring = defineTone({ ...hum, name: 'ring' });
  const more = definePlugin({ name: 'more', provides: [ring] });
  expect(createRegistry().use(tones).use(more).get('tone', 'ring')).toBe(ring);
  const complete = definePlugin({ name: 'complete', kinds: [tone], provides: [ring] });
  expect(createRegistry().use(complete).use(tones).list('tone')).toHaveLength(2);
});

test('each kind has a version of its own: one that breaks refuses its plugins and no others', () => {
  const next = { ...tone, contract: 4 };
  const renewed = definePlugin({ name: 'renewed', kinds: [next], provides: [{ ...hum, contract: 4 }] });
  const registry = createRegistry().use(first).use(renewed);
  const old = definePlugin({ name: 'old', provides: [defineTone({ ...hum, name: 'ring' })] });
  expect(() => registry.use(old)).toThrow(
    'E_PLUGIN_CONTRACT: The tone "ring" of plugin "old" is written for contract 3, renewed has 4. Install versions that match.',
  );
  expect(() => registry.use(tones)).toThrow(
    'The kind "tone" of plugin "tones" is written for contract 3, renewed has 4',
  );
  expect(() =>
    createRegistry().use(
      definePlugin({ name: 'own', kinds: [{ name: 'method', contract: 1 }], provides: [] }),
    ),
  ).toThrow('The kind "method" of plugin "own" is written for contract 1, @mimmx/core has 2');
});

test('what a plugin throws is put down to it, at once or later; a mendable error stays what it is', async () => {
  const boom = () => {
    throw new Error('boom');
  };
  const failing = (name: string, create: () => never) => defineTone({ ...hum, name, create });
  const late = defineTone({ ...hum, name: 'late', create: (async () => boom()) as never });
  const known = failing('known', () => {
    throw new MimmxError('E_OPTION', 'No.');
  });
  const registry = createRegistry().use(
    definePlugin({ name: 'noisy', kinds: [tone], provides: [failing('now', boom), late, known] }),
  );
  const words = 'failed while it was made: boom. Run again with --debug, and tell its author.';
  expect(() => registry.create('tone', 'now', { loud: true })).toThrow(
    `E_PLUGIN_FAILED: The tone "now" of plugin "noisy" ${words}`,
  );
  await expect(registry.create('tone', 'late', { loud: true })).rejects.toThrow(
    `E_PLUGIN_FAILED: The tone "late" of plugin "noisy" ${words}`,
  );
  expect(() => registry.create('tone', 'known', { loud: true })).toThrow(/^E_OPTION: No\.$/);
});

test('what a plugin throws when it is used, and an estimate that is no scalar, are put down to it', async () => {
  const form = { kind: 'continuous', width: 1 } as const;
  const context = { x: form, y: form, random: new Random(1) };
  const boom = (): never => {
    throw new Error('boom');
  };
  const estimator = (name: string, estimate: () => never) =>
    defineEstimator({
      ...{ name, summary: 'x', bound: 'none', unit: 'index', differentiable: true, options: options({}) },
      accepts: { x: ['continuous'], y: ['continuous'] },
      create: () => ({ form: 'tensor', variables: [], state: [], loss: boom, estimate }),
    });
  const provides = [estimator('throwing', boom), estimator('wide', () => ({ shape: [16] }) as never)];
  const registry = createRegistry().use(definePlugin({ name: 'noisy', provides }));
  const use = (name: string) => {
    const made = registry.create('estimator', name, context, {});
    return made.form === 'tensor' && made.estimate(null as never, null as never);
  };
  expect(() => use('throwing')).toThrow(
    'E_PLUGIN_FAILED: The estimator "throwing" of plugin "noisy" failed in "estimate": boom. Run again',
  );
  expect(() => use('wide')).toThrow('failed in "estimate": it gave numbers of shape [16] where one is due.');
});

test('two registries know nothing of each other', () => {
  createRegistry().use(first);
  expect(createRegistry().list()).toEqual([]);
});
