import { corePlugin, createRegistry } from '@mimmx/core';
import { describe, expect, test } from 'vitest';
import { getLanguageService, type JSONSchema, TextDocument } from 'vscode-json-languageservice';
import { configSchema } from '../../src/reference/config-schema.ts';
import { commandRegistry } from '../../src/run/registry.ts';

// The engine of VS Code's JSON support, which its YAML support builds on.
const service = getLanguageService({});
const schema = configSchema(await commandRegistry([], import.meta.dirname)) as JSONSchema;

const parsed = (text: string) => {
  const document = TextDocument.create('file:///mimmx.config.json', 'json', 0, text);
  return { document, json: service.parseJSONDocument(document) };
};

const complaints = async (config: unknown): Promise<readonly string[]> => {
  const { document, json } = parsed(JSON.stringify(config));
  return (await service.doValidation(document, json, {}, schema)).map(({ message }) => String(message));
};

/** What the editor offers where `|` stands. */
async function offers(text: string): Promise<readonly string[]> {
  const { document, json } = parsed(text.replace('|', ''));
  service.configure({ schemas: [{ uri: 'x', fileMatch: ['*.config.json'], schema }] });
  const found = await service.doComplete(document, document.positionAt(text.indexOf('|')), json);
  return (found?.items ?? []).map(({ label }) => label.replaceAll('"', ''));
}

const config = {
  $schema: './mimmx.schema.json',
  dataset: 'digits',
  encoder: { name: 'small-cnn', options: { norm: 'group' } },
  data: { task: { y: { column: 'digit', positive: '>= 5' }, z: [{ factor: 'thickness', strength: 0.9 }] } },
  methods: {
    erm: {},
    'mimm-x': { options: { lambda: 2, estimator: { name: 'mine', options: { emaRate: 0.1 } } } },
    ours: { method: 'mimm-x', options: { weighter: 'uniform' } },
    theirs: { method: 'group-dro', options: { step: 0.1 } },
  },
};

test('nothing is wrong with a right config, nor with names that it does not know', async () => {
  expect(await complaints(config)).toEqual([]);
  expect(await complaints({ ...config, dataset: { name: 'my-cohort', options: { year: 2020 } } })).toEqual(
    [],
  );
});

describe('a mistake is underlined:', () => {
  test.each([
    ['a key', { ...config, trainng: {} }, 'trainng'],
    ['a key inside', { ...config, training: { update: 3 } }, 'update'],
    ['a type', { ...config, training: { updates: '3' } }, 'integer'],
    ['a missing key', { ...config, dataset: undefined }, 'dataset'],
    [
      'an option of the encoder',
      { ...config, encoder: { name: 'small-cnn', options: { nrm: 'group' } } },
      'nrm',
    ],
    ['an option of a method', { ...config, methods: { 'mimm-x': { options: { lamda: 2 } } } }, 'lamda'],
    ['an option beside options', { ...config, methods: { 'mimm-x': { lambda: 2 } } }, 'lambda'],
    [
      'an option under another name',
      { ...config, methods: { a: { method: 'mimm-x', options: { lamda: 2 } } } },
      'lamda',
    ],
    [
      'an option of what a method chooses',
      {
        ...config,
        methods: { 'mimm-x': { options: { estimator: { name: 'mine', options: { hiden: [8] } } } } },
      },
      'hiden',
    ],
    [
      'an option of another method than the entry’s name',
      { ...config, methods: { erm: { method: 'mimm-x', options: { primaryWdth: 1 } } } },
      'primaryWdth',
    ],
  ])('%s', async (_, wrong, word) => {
    expect((await complaints(wrong)).join()).toContain(word);
  });
});

describe('the editor offers', () => {
  test.each([
    ['{ "|": 1 }', 'dataset'],
    ['{ "dataset": "|" }', 'digits'],
    ['{ "encoder": { "name": "small-cnn", "options": { "|": 1 } } }', 'channels'],
    ['{ "methods": { "|": {} } }', 'mimm-x'],
    ['{ "methods": { "mimm-x": { "options": { "|": 1 } } } }', 'lambda'],
    ['{ "methods": { "a": { "method": "mimm-x", "options": { "|": 1 } } } }', 'lambda'],
    ['{ "methods": { "mimm-x": { "options": { "estimator": "|" } } } }', 'club-categorical'],
    [
      '{ "methods": { "mimm-x": { "options": { "estimator": { "name": "mine", "options": { "|": 1 } } } } } }',
      'emaRate',
    ],
    ['{ "training": { "schedule": "|" } }', 'cosine'],
  ])('in %s: %s', async (text, expected) => {
    expect(await offers(text)).toContain(expected);
  });
});

test('what a plugin declares and an editor cannot know stands in the description', () => {
  const { $defs } = configSchema(createRegistry().use(corePlugin)) as {
    $defs: Record<string, { properties: Record<string, { description: string }> }>;
  };
  const { norm } = $defs['options.encoder.small-cnn']?.properties ?? {};
  expect(norm?.description).toMatch(/^Normalisation .* Search: "batch" or "group"\.$/);
  expect(JSON.stringify($defs)).not.toMatch(/"(space|absent|plugin)":/);
});
