import { frontierChart } from '../charts/index.ts';
import type { Chart } from '../svg/chart.ts';
import { type Context, mostReadable, shiftName, shiftOf } from './context.ts';

/** Accuracy against leakage: each method at its most readable confounder. */
export function tradeOff({ methods, summary, hardShift }: Context): Chart | null {
  const points = methods.flatMap((method) => {
    const worst = mostReadable(summary, method);
    const shift = shiftOf(method, hardShift);
    if (!worst || !shift) return [];
    return [
      {
        name: method.name,
        accuracy: shift.accuracy,
        accuracyInterval: shift.intervals?.accuracy,
        leakage: worst.value,
        ...(worst.interval && { leakageInterval: worst.interval }),
        role: method.part === 'focus' ? ('accent' as const) : ('ink' as const),
        hollow: method.part === 'oracle',
        chance: worst.chance,
      },
    ];
  });
  if (points.length < 2) return null;
  return frontierChart({
    title: 'Accuracy against leakage',
    shift: `the ${shiftName(hardShift ?? '')} test`,
    chance: Math.max(...points.map((point) => point.chance)),
    points,
    width: 350,
    height: 300,
  });
}
