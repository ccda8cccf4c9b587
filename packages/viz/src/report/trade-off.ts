import { frontierChart } from '../charts/index.ts';
import type { Chart } from '../svg/chart.ts';
import { type Contender, type Context, theTest } from './context.ts';
import { scoreOf } from './ranking.ts';
import { mostReadable } from './reading.ts';
import { sameShape } from './shape.ts';

/**
 * How right a method is against what is left in its features: each method at its most readable confounder. A wider f_y
 * holds more whatever the method, so only methods of one shape are drawn: that of the method in question.
 */
export function tradeOff(context: Context): Chart | null {
  const { hardShift, headline } = context;
  const points = alike(context).flatMap((method) => {
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

/** The methods that may stand in one picture of leakage. */
export function alike({ methods }: Pick<Context, 'methods'>): readonly Contender[] {
  const first = methods.find(({ part }) => part === 'focus') ?? methods[0];
  return first ? methods.filter((method) => sameShape(method, first)) : [];
}
