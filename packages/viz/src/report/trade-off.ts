import { frontierChart } from '../charts/index.ts';
import type { Chart } from '../svg/chart.ts';
import { type Context, theTest } from './context.ts';
import { scoreOf } from './ranking.ts';
import { mostReadable } from './reading.ts';

/** How right a method is against what is left in its features: each method at its most readable confounder. */
export function tradeOff(context: Context): Chart | null {
  const { methods, hardShift, headline } = context;
  const points = methods.flatMap((method) => {
    const worst = mostReadable(context, method);
    const score = scoreOf(method, hardShift, headline.fraction);
    if (!worst || !score) return [];
    return [
      {
        name: method.name,
        accuracy: score.value,
        accuracyInterval: [score.low, score.high],
        leakage: worst.value,
        leakageInterval: [worst.low, worst.high],
        role: method.part === 'focus' ? ('accent' as const) : ('ink' as const),
        hollow: method.part === 'oracle',
        chance: worst.chance,
      },
    ];
  });
  if (points.length < 2) return null;
  const label = headline.fraction.label;
  return frontierChart({
    title: `${label} against leakage`,
    measure: headline.fraction.measure === 'accuracy' ? 'accuracy' : label,
    shift: theTest(hardShift),
    chance: Math.max(...points.map((point) => point.chance)),
    points,
    width: 350,
    height: 300,
  });
}
