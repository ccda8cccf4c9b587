import { scatterChart } from '../charts/index.ts';
import { html, type Markup } from '../html.ts';
import { inline } from '../svg/chart.ts';
import { type Context, capital, roleOf, theTest } from './context.ts';
import { figure } from './figure.ts';
import { type Block, blocksOf, mainSets } from './predicted.ts';

/** Points of a picture at most. */
const MOST = 400;

/** Predicted against true values of a y that is a number, and what is left between them. */
export function agreement(context: Context): Markup {
  const { methods, summary, input, seeds } = context;
  const { y } = summary.task;
  const unit = y.kind === 'continuous' && y.unit ? `, ${y.unit}` : '';
  const parts = mainSets(context).flatMap((set) => {
    const found = methods.flatMap((method) => {
      const [block] = blocksOf(input.predictions ?? [], summary, method.name, set);
      return block ? [{ method, points: pointsOf(block) }] : [];
    });
    if (found.length === 0) return [];
    const all = found.flatMap(({ points }) => points);
    const values = all.flatMap(({ x, y: predicted }) => [x, predicted]);
    const domain = [Math.min(...values), Math.max(...values)] as const;
    const most = Math.max(...all.map((point) => Math.abs(point.y - point.x)), 1e-9);
    const shown = (kind: 'predicted' | 'residual') =>
      found.map(({ method, points }) =>
        inline(
          scatterChart({
            title: method.name,
            role: roleOf(method),
            points: kind === 'predicted' ? points : points.map((p) => ({ x: p.x, y: p.y - p.x })),
            xDomain: domain,
            yDomain: kind === 'predicted' ? domain : [-most, most],
            xLabel: `true ${y.name}${unit}`,
            yLabel: kind === 'predicted' ? `predicted${unit}` : `predicted − true${unit}`,
            reference: kind === 'predicted' ? 'equal' : 'zero',
          }),
          300,
        ),
      );
    return [
      html`<h3>${capital(theTest(set))}</h3>
${figure(html`<div class="panels small-charts">${shown('predicted')}</div>`, html`Predicted against true; on the dashed line they are equal.`)}
${figure(html`<div class="panels small-charts">${shown('residual')}</div>`, html`What is left: a slope says that high values are drawn towards the mean, a shift that all are off by as much.`)}`,
    ];
  });
  if (parts.length === 0) return html``;
  return html`<section id="predictions">
<h2>Predicted and true ${y.name}</h2>
<p>Up to ${MOST} images per picture, chosen evenly${seeds > 1 && ', of the first seed'}.</p>
${parts}
</section>`;
}

/** (true, predicted) of rows that lie evenly over the block. */
function pointsOf({ y, values }: Block): { x: number; y: number }[] {
  const step = Math.max(1, y.length / MOST);
  return Array.from({ length: Math.min(MOST, y.length) }, (_, i) => {
    const row = Math.floor(i * step);
    return { x: y[row]!, y: values[row]! };
  });
}
