import { Random } from '@mimmx/core';
import { beforeAll, describe, expect, test } from 'vitest';
import { type FactorCodes, type FactorName, factorNames } from '../../src/phantom/factors.ts';
import { renderPhantom } from '../../src/phantom/render.ts';
import { featuresOf, fitRidge, score } from './probe.ts';

const SIDE = 32;
const SEED = 9;
const none = Object.fromEntries(factorNames.map((name) => [name, 0])) as FactorCodes;
const image = (patient: number, codes: Partial<FactorCodes>, scan = 0, size = [SIDE, SIDE]) =>
  renderPhantom(SEED, patient, scan, { ...none, ...codes }, size);

describe('a small net', () => {
  const TRAIN = 500;
  const TEST = 250;
  const codes: FactorCodes[] = [];
  /** Score of each factor (in the order of factorNames) for each held-out person. */
  let scores: number[][];

  beforeAll(() => {
    const random = new Random(3);
    for (let i = 0; i < TRAIN + TEST; i++)
      codes.push(Object.fromEntries(factorNames.map((name) => [name, random.integer(2)])) as FactorCodes);
    const x = featuresOf(
      codes.map((code, patient) => image(patient, code)),
      SIDE,
      TRAIN,
    );
    const classes = factorNames.map((name) => codes.slice(0, TRAIN).map((code) => code[name]));
    const weights = fitRidge(x.slice(0, TRAIN), classes, 100);
    scores = weights.map((w) => x.slice(TRAIN).map((features) => score(w, features)));
  });

  const heldOut = (name: FactorName) => codes.slice(TRAIN).map((code) => code[name]);

  test.each(factorNames)('learns %s above 95 %% while all other factors vary', (name) => {
    const truth = heldOut(name);
    const right = scores[factorNames.indexOf(name)]!.filter((s, i) => s > 0 === (truth[i] === 1)).length;
    expect(right / TEST).toBeGreaterThan(0.95);
  });

  test.each(factorNames)('what it says of %s tells nothing of the other factors', (name) => {
    const said = scores[factorNames.indexOf(name)]!.map((s) => Number(s > 0));
    for (const other of factorNames) {
      if (other === name) continue;
      const truth = heldOut(other);
      // Accuracy of the best rule that reads `other` from the answer about `name`, within each class of `name`.
      for (const own of [0, 1]) {
        const rows = heldOut(name).flatMap((code, i) => (code === own ? [i] : []));
        const rate = (code: number) => {
          const chosen = rows.filter((i) => truth[i] === code);
          return chosen.reduce((sum, i) => sum + said[i]!, 0) / chosen.length;
        };
        expect(Math.abs(rate(1) - rate(0))).toBeLessThan(0.15);
      }
    }
  });
});

describe('setting a factor', () => {
  const changed = (a: Float32Array, b: Float32Array): number[] =>
    Array.from(a).flatMap((value, at) => (value === b[at] ? [] : [at]));

  test('the same seed, person, scan and codes give the same image; another of any of them does not', () => {
    const first = image(4, {});
    expect(image(4, {})).toEqual(first);
    expect(changed(image(5, {}), first).length).toBeGreaterThan(500);
    expect(changed(image(4, {}, 1), first).length).toBeGreaterThan(500);
    expect(changed(renderPhantom(SEED + 1, 4, 0, none, [SIDE, SIDE]), first).length).toBeGreaterThan(500);
    for (const name of factorNames) expect(image(4, { [name]: 1 })).not.toEqual(first);
  });

  test('the marker changes its square and nothing else', () => {
    for (let patient = 0; patient < 20; patient++) {
      const places = changed(image(patient, {}), image(patient, { marker: 1 }));
      expect(places.length).toBe(4);
      for (const at of places) {
        expect(at % SIDE).toBeGreaterThan(SIDE - 5);
        expect(Math.floor(at / SIDE)).toBeLessThan(4);
      }
    }
  });

  test('a lesion changes one compact part of the white matter', () => {
    for (let patient = 0; patient < 20; patient++) {
      const places = changed(image(patient, {}), image(patient, { disease: 1 }));
      const [x, y] = [places.map((at) => at % SIDE), places.map((at) => Math.floor(at / SIDE))];
      for (const axis of [x, y]) expect(Math.max(...axis) - Math.min(...axis)).toBeLessThan(12);
      expect(places.length).toBeGreaterThan(10);
    }
  });

  test('age changes nothing outside the skull', () => {
    for (let patient = 0; patient < 20; patient++) {
      const places = changed(image(patient, {}), image(patient, { age: 1 }));
      for (const at of places) {
        const [x, y] = [((at % SIDE) + 0.5) / SIDE - 0.5, (Math.floor(at / SIDE) + 0.5) / SIDE - 0.5];
        expect(2 * Math.hypot(x, y)).toBeLessThan(0.78);
      }
    }
  });

  test('gain multiplies, and noise is what is left of air', () => {
    const mean = (pixels: Float32Array) => pixels.reduce((a, b) => a + b, 0) / pixels.length;
    for (let patient = 0; patient < 5; patient++) {
      const centre = (codes: Partial<FactorCodes>) => mean(image(patient, codes).filter((v) => v > 0.2));
      expect(centre({ gain: 1 }) / centre({})).toBeGreaterThan(1.15);
      // Length of complex noise of standard deviation σ: σ √(π/2), about 0.02 and 0.065 ± 10 %.
      const air = (codes: Partial<FactorCodes>) => mean(image(patient, codes).subarray(0, 2 * SIDE - 8));
      expect(air({}) / Math.sqrt(Math.PI / 2)).toBeGreaterThan(0.016);
      expect(air({}) / Math.sqrt(Math.PI / 2)).toBeLessThan(0.026);
      expect(air({ noise: 1 }) / Math.sqrt(Math.PI / 2)).toBeGreaterThan(0.05);
    }
  });
});

test('a volume holds the slice of the same person', () => {
  const size = [SIDE, SIDE, SIDE];
  const volume = image(2, { sex: 1 }, 0, size);
  const middle = volume.subarray((SIDE / 2) * SIDE * SIDE, (SIDE / 2 + 1) * SIDE * SIDE);
  const slice = image(2, { sex: 1 });
  let product = 0;
  let a = 0;
  let b = 0;
  for (let row = 0; row < SIDE; row++)
    for (let column = 0; column < SIDE; column++) {
      // A slice shows the front above; a volume runs forwards.
      const [p, q] = [slice[row * SIDE + column]!, middle[(SIDE - 1 - row) * SIDE + column]!];
      product += p * q;
      a += p * p;
      b += q * q;
    }
  expect(product / Math.sqrt(a * b)).toBeGreaterThan(0.95);
});
