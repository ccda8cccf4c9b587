import { html, type Markup, trainingCurves } from '@mimmx/viz';
import type { PlaceView } from '../look/view.ts';

/** Trainings that each have panels of their own; more are drawn by method, with the range of the others as a band. */
const MOST_PANELS = 8;

/** The numbers of all trainings of a run over their updates. */
export function curves({ trials }: PlaceView): Markup {
  const logged = trials.filter(({ lines }) => lines.length > 0);
  if (logged.length === 0) return html`<p>No number has been logged yet.</p>`;
  const alone = logged.length <= MOST_PANELS;
  const metrics = logged.flatMap(({ name, tags, lines }, seed) =>
    lines.map((line) => ({ ...line, method: alone ? name : tags.method, seed: alone ? 0 : seed })),
  );
  const names = [...new Set(logged.map(({ name, tags }) => (alone ? name : tags.method)))];
  return html`${!alone && html`<p>Lines are means over the trainings of a method, bands their range.</p>`}${trainingCurves({ metrics, names })}`;
}
