import { mean, partsOf, sum } from './by-hand.ts';
import type { Reference } from './check.ts';
import { groupsOf, TEN } from './ten-rows.ts';

const group = groupsOf(TEN);
const sizeOf = (code: number) => group.filter((own) => own === code).length;

export const weighting: readonly Reference[] = [
  {
    method: 'resample',
    reference: () => ({ loss: ({ losses }) => mean(losses) }),
  },
  {
    method: 'subgroup',
    reference: () => ({ loss: ({ losses }) => mean(losses) }),
  },
  ...[false, true].map(
    (root): Reference => ({
      method: 'reweight',
      about: root ? 'root' : 'inverse',
      options: { root },
      // A batch in which groups are not shared as in the set: sizes are those of the set.
      batches: [[0, 1, 2, 3, 4, 8, 8, 0, 7]],
      reference: () => ({
        loss({ losses, group: own }) {
          const weights = own.map((code) => (code < 0 ? 0 : sizeOf(code) ** (root ? -0.5 : -1)));
          return sum(losses.map((loss, i) => loss * weights[i]!)) / sum(weights);
        },
      }),
    }),
  ),
  {
    method: 'reweight',
    about: 'floor',
    options: { floor: 2 },
    reference: () => ({
      loss({ losses, group: own }) {
        const weights = own.map((code) => (code < 0 ? 0 : 1 / Math.max(2, sizeOf(code))));
        return sum(losses.map((loss, i) => loss * weights[i]!)) / sum(weights);
      },
    }),
  },
  ...[0, 2].map((adjustment): Reference => {
    return {
      method: 'group-dro',
      about: `C ${adjustment}`,
      options: { step: 0.5, adjustment },
      // The second and third batches lack groups: what they do not hold moves by normalising alone.
      batches: [
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
        [0, 3, 9, 4, 5, 0, 3, 9, 4, 5],
        [7, 7, 7, 6, 6, 2, 2, 1, 1, 1],
      ],
      reference() {
        const there = [...new Set(group.filter((code) => code >= 0))];
        let q = new Map(there.map((code) => [code, 1 / there.length]));
        const moved = (now: { group: readonly number[]; losses: readonly number[] }) => {
          const raw = new Map(q);
          for (const code of there) {
            const own = now.losses.filter((_, i) => now.group[i] === code);
            if (own.length === 0) continue;
            const margin = adjustment / Math.sqrt(sizeOf(code));
            raw.set(code, q.get(code)! * Math.exp(0.5 * (mean(own) + margin)));
          }
          const total = sum([...raw.values()]);
          return new Map([...raw].map(([code, value]) => [code, value / total]));
        };
        let now: Map<number, number> | null = null;
        return {
          loss(given) {
            // The weights are those of the losses at hand, and constants to the gradient.
            now ??= moved(given);
            return sum(
              there.map(
                (code) => now!.get(code)! * mean(given.losses.filter((_, i) => given.group[i] === code)),
              ),
            );
          },
          after() {
            q = now!;
            now = null;
          },
        };
      },
    };
  }),
  {
    method: 'cvar-dro',
    options: { share: 0.25 },
    reference: () => ({
      // ⌈0.25 · 10⌉ = 3 rows.
      loss: ({ losses }) => mean([...losses].sort((a, b) => b - a).slice(0, 3)),
    }),
  },
  ...[0, 1, 2.5].map(
    (gamma): Reference => ({
      method: 'focal',
      about: `γ ${gamma}`,
      options: { gamma },
      reference: () => ({
        loss: ({ losses }) => mean(losses.map((loss) => (1 - Math.exp(-loss)) ** gamma * loss)),
      }),
    }),
  ),
  ...[0, 0.9, 0.9999].map(
    (beta): Reference => ({
      method: 'class-balanced',
      about: `β ${beta}`,
      options: { beta },
      batches: [[0, 1, 4, 7, 8, 8, 7, 5, 6]],
      reference: () => ({
        loss({ losses, y }) {
          const rows = partsOf(TEN.y).map((part) => part.length);
          const weights = y.map((own) => (1 - beta) / (1 - beta ** rows[own]!));
          return sum(losses.map((loss, i) => loss * weights[i]!)) / sum(weights);
        },
      }),
    }),
  ),
];
