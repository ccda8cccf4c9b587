import { crossEntropy, mean, partsOf } from './by-hand.ts';
import type { Reference } from './check.ts';
import { TEN } from './ten-rows.ts';

const rows = partsOf(TEN.y).map((part) => part.length);

export const classImbalance: readonly Reference[] = [
  {
    method: 'ldam',
    options: { margin: 0.4, scale: 3 },
    reference: () => ({
      loss({ logits, y }) {
        const margins = rows.map((n) => n ** -0.25).map((one, _, all) => (0.4 * one) / Math.max(...all));
        return mean(
          logits.map((row, i) =>
            crossEntropy(
              row.map((logit, c) => 3 * (c === y[i] ? logit - margins[c]! : logit)),
              y[i]!,
            ),
          ),
        );
      },
    }),
  },
  {
    method: 'balanced-softmax',
    reference: () => ({
      // n_c·e^f_c / Σ n_k·e^f_k, without a logarithm.
      loss: ({ logits, y }) =>
        mean(
          logits.map((row, i) => {
            const mass = row.map((logit, c) => rows[c]! * Math.exp(logit));
            return -Math.log(mass[y[i]!]! / mass.reduce((a, b) => a + b, 0));
          }),
        ),
    }),
  },
];
