import { crossEntropy, featuresOf, type Given, linear, logitsOf, mean, sum } from './by-hand.ts';
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

const HALVES = Array.from({ length: 10 }, (_, i) => ((i * 0.37) % 1) / 2);

/** SelecMix by trying all partners; what carries no gradient is taken from the first call. */
function selecmix(withinClass: boolean, temperature: number, q: number): (now: Given) => number {
  const cosinesOf = ({ weights, x }: Given) => {
    const rows = linear(x, weights['easyEncoder.0']!, weights['easyEncoder.1']!);
    const unit = rows.map((row) => row.map((v) => v / Math.sqrt(sum(row.map((w) => w * w)) + 1e-12)));
    return unit.map((a) => unit.map((b) => sum(a.map((v, k) => v * b[k]!))));
  };
  let fixed: { partners: number[]; trust: number[][] } | null = null;
  return (now) => {
    const gram = cosinesOf(now);
    const rows = [...now.y.keys()];
    const logs = rows.map((i) => {
      const among = sum(rows.filter((k) => k !== i).map((k) => Math.exp(gram[i]![k]! / temperature)));
      return rows.map((j) => gram[i]![j]! / temperature - Math.log(among));
    });
    fixed ??= {
      trust: logs.map((row) => row.map((log) => q * Math.exp(log) ** q)),
      partners: rows.map((i) => {
        const fit = rows.filter((j) => j !== i && (now.y[j] === now.y[i]) === withinClass);
        const sign = withinClass ? 1 : -1;
        return fit.length === 0 ? i : fit.sort((a, b) => sign * (gram[i]![a]! - gram[i]![b]!))[0]!;
      }),
    };
    const { trust, partners } = fixed;
    const contrast = mean(
      rows.map((i) => {
        const positives = rows.filter((j) => j !== i && now.y[j] === now.y[i]);
        return positives.length === 0 ? 0 : -mean(positives.map((j) => trust[i]![j]! * logs[i]![j]!));
      }),
    );
    const x = now.x.map((own, i) =>
      own.map((value, k) => HALVES[i]! * value + (1 - HALVES[i]!) * now.x[partners[i]!]![k]!),
    );
    const logits = logitsOf(now.weights, featuresOf(now.weights, x));
    return contrast + mean(logits.map((row, i) => crossEntropy(row, now.y[partners[i]!]!)));
  };
}

export const mixing: readonly Reference[] = [
  ...[true, false].map(
    (within): Reference => ({
      method: 'selecmix',
      about: within ? 'within classes' : 'between classes',
      options: { temperature: 0.4, q: 0.6 },
      script: { uniforms: [within ? 0.1 : 0.9, ...HALVES.map((half) => 2 * half)] },
      reference: () => ({ loss: selecmix(within, 0.4, 0.6) }),
    }),
  ),
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
