import { gain, gainOf, type Judged, type JudgedTable, percent } from './judged.ts';

/** What a setting was to reach, as it was written before it was run. */
interface Bar {
  readonly setting: string;
  readonly asks: string;
  /** What came of it, and whether that is enough. */
  of(table: JudgedTable): { readonly came: string; readonly met: boolean };
}

const mean = (table: JudgedTable, measure: 'inverted' | 'balanced' | 'worstGroup' | 'leakage') =>
  table.methods['mimm-x']![measure].mean;

const leaksAtMost =
  (most: number, balancedAtLeast = 0) =>
  (table: JudgedTable) => {
    const balanced = gainOf(table, 'balanced');
    const leakage = mean(table, 'leakage');
    return {
      came: [
        percent(leakage),
        ...(balancedAtLeast > 0 ? [percent(mean(table, 'balanced'))] : []),
        gain(balanced),
      ].join(', '),
      met: leakage <= most && mean(table, 'balanced') >= balancedAtLeast && balanced.mean >= -0.005,
    };
  };

/** No more than half a point below its twin on the balanced test, nor one in the worst group. */
const neverWorse = (setting: string, name: string): Bar => ({
  setting,
  asks: `${name}: at most 0.5 below its twin balanced, 1 in the worst group`,
  of(table) {
    const [balanced, worst] = [gainOf(table, 'balanced'), gainOf(table, 'worst group')];
    return {
      came: `${gain(balanced)}, ${gain(worst)}`,
      met: balanced.mean >= -0.005 && worst.mean >= -0.01,
    };
  },
});

const BARS: readonly Bar[] = [
  {
    setting: 'two',
    asks: 'two at 90:10: gain ≥ 2 inverted or ≥ 3 in the worst group, interval above 0',
    of(table) {
      const [inverted, worst] = [gainOf(table, 'inverted'), gainOf(table, 'worst group')];
      const enough = (one: typeof inverted, least: number) => one.mean >= least && one.low > 0;
      return {
        came: `${gain(inverted)}, ${gain(worst)}`,
        met: enough(inverted, 0.02) || enough(worst, 0.03),
      };
    },
  },
  {
    setting: 'two',
    asks: 'two at 90:10: leakage ≤ 55',
    of: (table) => ({ came: percent(mean(table, 'leakage')), met: mean(table, 'leakage') <= 0.55 }),
  },
  {
    setting: 'two-width-16',
    asks: 'width 16: leakage ≤ 60, balanced within 0.5 of its twin',
    of: leaksAtMost(0.6),
  },
  ...(['ten-classes', 'ten-classes-two'] as const).map(
    (setting, i): Bar => ({
      setting,
      asks: `ten classes, ${['one confounder', 'two confounders'][i]}: leakage ≤ 60, balanced ≥ 95 and within 0.5 of its twin`,
      of: leaksAtMost(0.6, 0.95),
    }),
  ),
  {
    setting: 'five',
    asks: 'five at 90:10: ≥ 65 inverted, ≥ 50 in the worst group',
    of: (table) => ({
      came: `${percent(mean(table, 'inverted'))}, ${percent(mean(table, 'worstGroup'))}`,
      met: mean(table, 'inverted') >= 0.65 && mean(table, 'worstGroup') >= 0.5,
    }),
  },
  {
    setting: 'two-98',
    asks: 'two at 98:2: ≥ 60 inverted',
    of: (table) => ({ came: percent(mean(table, 'inverted')), met: mean(table, 'inverted') >= 0.6 }),
  },
  neverWorse('marker', 'marker preset'),
  neverWorse('induced', 'induced preset'),
  neverWorse('experiment-1', 'experiment 1'),
  neverWorse('none', 'two at 50:50'),
  neverWorse('two-70', 'two at 70:30'),
  neverWorse('two-95', 'two at 95:5'),
  neverWorse('one', 'one at 90:10'),
  neverWorse('three', 'three at 90:10'),
  neverWorse('eight', 'eight at 90:10'),
  neverWorse('four-sites', 'four scanners'),
  neverWorse('continuous-z', 'a confounder that is a number'),
];

/** A bar a line: what was asked, what it came to, and whether that is enough; "not run" where it was not. */
export function barsTable(judged: Judged): string {
  const rows = BARS.map(({ setting, asks, of }) => {
    const table = judged[setting];
    if (!table?.gains['mimm-x']) return `| ${asks} | not run | |`;
    const { came, met } = of(table);
    return `| ${asks} | ${came} | ${met ? 'yes' : '**no**'} |`;
  });
  return ['| bar | came to | met |', '|---|---|---|', ...rows].join('\n');
}
