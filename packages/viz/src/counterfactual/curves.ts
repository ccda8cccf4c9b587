import type { TrialLine } from '@mimmx/experiment';
import { type Line, lineChart } from '../charts/lines.ts';
import { html, type Markup } from '../html.ts';
import { known } from '../numbers.ts';
import { figure } from '../report/figure.ts';
import { inline } from '../svg/chart.ts';
import type { GeneratorReportInput } from './input.ts';

const pointsOf = (lines: readonly TrialLine[], name: string) =>
  lines.flatMap(({ step, values }) => (known(values[name]) ? [{ x: step, y: values[name]! }] : []));

const namesOf = (lines: readonly TrialLine[], prefix: string) =>
  [...new Set(lines.flatMap(({ values }) => Object.keys(values)))].filter((name) => name.startsWith(prefix));

/** The image model's bound while it was trained, and bound and multiplier of each tuning. */
export function curves({ model, tunings }: GeneratorReportInput): Markup {
  const chart = (title: string, yLabel: string, lines: readonly Line[]) =>
    lines.some(({ points }) => points.length > 0) &&
    inline(
      lineChart({ title, yLabel, xLabel: 'update', lines: lines.filter(({ points }) => points.length > 0) }),
      480,
    );
  const own = (names: readonly string[], cut = 0): Line[] =>
    names.map((name) => ({ name: name.slice(cut), points: pointsOf(model.lines, name) }));
  const tuned = tunings.filter(({ lines }) => lines.length > 0);
  const across = (name: string): Line[] => [
    ...tuned.map((tuning) => ({ name: tuning.name, points: pointsOf(tuning.lines, name) })),
    ...(name === 'nelbo' ? limits() : []),
  ];
  const limits = (): Line[] => {
    const [first] = tuned;
    if (first?.limit === undefined) return [];
    const steps = pointsOf(first.lines, 'nelbo').map(({ x }) => x);
    return [{ name: 'limit ε', reference: true, points: steps.map((x) => ({ x, y: first.limit! })) }];
  };
  return html`<section id="training"><h2>Training</h2>
${figure(
  html`<div class="panels">${[
    chart('The image model', 'nats per pixel', own(namesOf(model.lines, 'nll'))),
    chart('What each level carries', 'KL, nats per image', own(namesOf(model.lines, 'kl.'), 3)),
    chart('The flow’s loss', 'mean square', own(namesOf(model.lines, 'loss'))),
    chart('Tuning: the bound', '−ELBO, nats per pixel', across('nelbo')),
    chart('Tuning: the multiplier', 'λ', across('multiplier')),
    chart('Tuning: weight of the bound', 'm = λ + d (n − ε)', across('weight')),
  ]}</div>`,
  html`Tuning lowers the predictor’s loss on counterfactual images subject to −ELBO ≤ ε; the multiplier rises while the bound is broken and is held at 0 or more.`,
)}</section>`;
}
