import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as core from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { examplesOf, runExample } from '../../../tooling/examples.ts';
import * as estimators from '../src/index.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (name: string) => readFileSync(join(root, name), 'utf8');

const ROWS = 160;

/** What the examples take for granted, by the names that they use. */
function given(): Record<string, unknown> {
  const random = new core.Random(4);
  const y = Int32Array.from({ length: ROWS }, () => random.integer(2));
  const labels = y.map((code) => (random.uniform() < 0.8 ? code : 1 - code));
  const features = Array.from(labels, (code) => [code + 0.5 * random.normal(), random.normal()]);
  const numbers = () => Float32Array.from(labels, (code) => code + 0.5 * random.normal());
  return {
    features,
    labels,
    fy: features,
    fz: features.map(([a, b]) => [a! + random.normal(), b!]),
    x: numbers(),
    y: numbers(),
    age: numbers(),
    sex: y,
    diagnosis: labels,
    z: labels,
    weights: Float32Array.from(labels, () => random.uniform()),
  };
}

/** The packages as the examples import them, but small and short. */
const packages: Record<string, object> = {
  '@mimmx/core': core,
  // Eager, on the engine in JavaScript.
  '@mimmx/core/tf': { ...tf, setBackend: async () => true },
  '@mimmx/backend-onnx': { compile: <T>(program: T) => program },
  '@mimmx/mi-estimators': {
    ...estimators,
    estimateMi(x: estimators.MiInput, y: estimators.MiInput, options: estimators.EstimateOptions) {
      const short = { steps: 4, evaluateEvery: 2, batchSize: 32, evaluationRows: 64, folds: 3 };
      return estimators.estimateMi(x, y, { ...short, ...options });
    },
  },
};

describe('every estimator has a page', () => {
  test.each(estimators.plugin.provides.map((definition) => [definition.name, definition] as const))(
    '%s: its options with their defaults, and an example that runs',
    async (name, definition) => {
      const page = read(`docs/${name}.md`);
      const listed = [...page.matchAll(/^\| `(\w+)` +\| ([^|]*?) +\|/gm)].map((m) => [m[1], m[2]]);
      const { shape } = definition.options as unknown as z.ZodObject;
      const defaults = definition.options as unknown as z.ZodType<Record<string, unknown>>;
      const values = defaults.safeParse({}).data ?? {};
      expect(listed.map(([option]) => option).sort()).toEqual(Object.keys(shape).sort());
      for (const [option, text] of listed) {
        const value = values[option!];
        const plain = text!.replaceAll('`', '').split(';')[0]!;
        if (value !== undefined) expect(`${option} ${plain}`).toBe(`${option} ${shown(value)}`);
      }
      const [example] = examplesOf(page);
      const { printed } = await runExample(example!, packages, given());
      expect(printed.join()).toMatch(/\d\.\d/);
    },
  );
});

/** A value as the tables write it. */
const shown = (value: unknown): string =>
  Array.isArray(value) ? `[${value.join(', ')}]` : typeof value === 'boolean' ? `${value}` : String(value);

describe('the README’s examples run', () => {
  const examples = examplesOf(read('README.md'));
  test.each(examples.map((code, i) => [i + 1, code] as const))('%i', async (_i, code) => {
    await runExample(code, packages, { ...given(), y: given().diagnosis });
  });
});

test('every link between the docs leads somewhere', () => {
  const files = ['README.md', ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`)];
  for (const file of files.filter((name) => name.endsWith('.md'))) {
    for (const [, target] of read(file).matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)) {
      if (/^https?:/.test(target!)) continue;
      expect(() => readFileSync(join(root, file, '..', target!)), `${file} → ${target}`).not.toThrow(
        'ENOENT',
      );
    }
  }
});
