import { crossEntropy, featuresOf, type Given, logitsOf, mean } from './by-hand.ts';
import type { Reference } from './check.ts';

const order = [3, 9, 0, 7, 2, 8, 1, 5, 4, 6];

/** Mean loss where row i keeps a share of itself and takes the rest from its partner. */
function mixed(now: Given, partner: (i: number) => number | null, share: number): number {
  const x = now.x.map((own, i) => {
    const other = now.x[partner(i) ?? i]!;
    return own.map((value, k) => share * value + (1 - share) * other[k]!);
  });
  const logits = logitsOf(now.weights, featuresOf(now.weights, x));
  return mean(
    logits.map((row, i) => {
      const other = now.y[partner(i) ?? i]!;
      return share * crossEntropy(row, now.y[i]!) + (1 - share) * crossEntropy(row, other);
    }),
  );
}

// The first number decides what is mixed, the others are the keys of the pairs.
const keys = Array.from({ length: 100 }, (_, k) => (k * 0.618034) % 1);

/** The fitting row with the largest key, by trying all of them. */
const lisaPartner = (now: Given, withinClass: boolean) => (i: number) => {
  const z = (row: number) => now.z.map((column) => column[row]!);
  if (z(i).includes(-1)) return null;
  let best: number | null = null;
  for (let j = 0; j < now.y.length; j++) {
    if (z(j).includes(-1)) continue;
    const sameZ = z(i).join() === z(j).join();
    const sameY = now.y[i] === now.y[j];
    if (withinClass ? !sameY || sameZ : sameY || !sameZ) continue;
    if (best === null || keys[10 * i + j]! > keys[10 * i + best]!) best = j;
  }
  return best;
};

export const mixing: readonly Reference[] = [
  {
    method: 'mixup',
    script: { beta: 0.3, order },
    reference: () => ({ loss: (now) => mixed(now, (i) => order[i]!, 0.3) }),
  },
  {
    method: 'lisa',
    about: 'within classes',
    options: { withinClass: 0.5 },
    script: { beta: 0.3, uniforms: [0.4, ...keys] },
    reference: () => ({ loss: (now) => mixed(now, lisaPartner(now, true), 0.3) }),
  },
  {
    method: 'lisa',
    about: 'within confounders',
    options: { withinClass: 0.5 },
    script: { beta: 0.7, uniforms: [0.6, ...keys] },
    reference: () => ({ loss: (now) => mixed(now, lisaPartner(now, false), 0.7) }),
  },
];
