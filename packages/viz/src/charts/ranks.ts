import { svg } from '../html.ts';
import type { Chart } from '../svg/chart.ts';
import { textWidth } from '../svg/text.ts';

/** Groups of neighbours whose ranks differ by less than the critical difference, none inside another. */
export function alikeRanks(
  ranks: readonly number[],
  difference: number,
): (readonly [first: number, last: number])[] {
  const bars: (readonly [number, number])[] = [];
  ranks.forEach((rank, first) => {
    const last = ranks.findLastIndex((other) => other - rank < difference);
    if (last > first && !bars.some(([a, b]) => a <= first && b >= last)) bars.push([first, last]);
  });
  return bars;
}

const ROW = 18;

/**
 * The critical-difference diagram of Demšar (JMLR 2006): methods on a line by average rank, bars under those that cannot be
 * told apart.
 *
 * @example
 * rankChart({ erm: 2.7, 'mimm-x': 1.3 }, 0.9);
 */
export function rankChart(ranks: Readonly<Record<string, number>>, difference: number): Chart {
  const methods = Object.entries(ranks).sort(([, a], [, b]) => a - b);
  const told = methods.map(([method, rank]) => `${method} ${rank.toFixed(2)}`);
  const side = 24 + Math.max(0, ...told.map((text) => textWidth(text)));
  const [left, right] = [side, side + 440];
  const half = Math.ceil(methods.length / 2);
  const x = (rank: number) => left + ((right - left) * (rank - 1)) / Math.max(1, methods.length - 1);
  const bars = alikeRanks(
    methods.map(([, rank]) => rank),
    difference,
  );
  const top = 50 + 8 * bars.length;
  const labels = methods.map(([, rank], i) => {
    const onLeft = i < half;
    const y = top + ROW * (onLeft ? i : methods.length - 1 - i) + 10;
    const end = onLeft ? left - 10 : right + 10;
    return svg`<path class="rule" style="stroke-dasharray:none" d="M${x(rank)} 30V${y}H${end}"/><text${onLeft && svg` class="e"`} x="${onLeft ? end - 4 : end + 4}" y="${y + 4}">${told[i]}</text>`;
  });
  const lines = bars.map(
    ([first, last], i) =>
      svg`<path class="l-alarm" stroke-width="4" d="M${x(methods[first]![1]) - 3} ${40 + 8 * i}H${x(methods[last]![1]) + 3}"/>`,
  );
  return {
    width: right + side,
    height: top + ROW * half + 20,
    title: `Average ranks with critical difference ${difference.toFixed(2)}`,
    description: `${told.join(', ')}. ${bars
      .map(
        ([first, last]) =>
          `${methods
            .slice(first, last + 1)
            .map(([name]) => name)
            .join(', ')} are not told apart.`,
      )
      .join(' ')}`,
    body: svg`<path class="l-ink" d="M${left} 30H${right}"/><path class="l-ink" stroke-width="2" d="M${left} 14h${x(1 + difference) - x(1)}"/><text x="${left}" y="10">CD ${difference.toFixed(2)}</text>${lines}${labels}`,
  };
}
