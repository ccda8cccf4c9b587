const text = (value: string): string => value.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

/** Groups of neighbouring methods whose ranks differ by less than the critical difference, none inside another. */
export function alike(
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

/**
 * The critical-difference diagram of Demšar (JMLR 2006): methods on a line by average rank, bars under those that cannot be
 * told apart.
 */
export function differenceDiagram(ranks: Readonly<Record<string, number>>, difference: number): string {
  const methods = Object.entries(ranks).sort(([, a], [, b]) => a - b);
  const [left, right, row] = [180, 620, 18];
  const half = Math.ceil(methods.length / 2);
  const x = (rank: number) => left + ((right - left) * (rank - 1)) / Math.max(1, methods.length - 1);
  const bars = alike(
    methods.map(([, rank]) => rank),
    difference,
  );
  const top = 50 + 8 * bars.length;
  const labels = methods.map(([method, rank], i) => {
    const onLeft = i < half;
    const y = top + row * (onLeft ? i : methods.length - 1 - i) + 10;
    const end = onLeft ? left - 10 : right + 10;
    return `<path d="M${x(rank).toFixed(1)} 30V${y}H${end}" fill="none" stroke="#777"/><text x="${onLeft ? end - 4 : end + 4}" y="${y + 4}" text-anchor="${onLeft ? 'end' : 'start'}">${text(method)} ${rank.toFixed(2)}</text>`;
  });
  const lines = bars.map(
    ([first, last], i) =>
      `<path d="M${(x(methods[first]![1]) - 3).toFixed(1)} ${40 + 8 * i}H${(x(methods[last]![1]) + 3).toFixed(1)}" stroke="#d55e00" stroke-width="4"/>`,
  );
  const scale = x(1 + difference) - x(1);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 ${top + row * half + 20}" font-family="system-ui, sans-serif" font-size="12" role="img"><title>Average ranks with critical difference ${difference.toFixed(2)}</title>
<path d="M${left} 30H${right}" stroke="#222"/><path d="M${left} 12h${scale.toFixed(1)}" stroke="#222" stroke-width="2"/><text x="${left}" y="9">CD ${difference.toFixed(2)}</text>
${lines.join('\n')}
${labels.join('\n')}
</svg>`;
}
