import type { MapsRecord } from '@mimmx/experiment';
import { occlusionChart } from '../charts/occlusion.ts';
import { html, type Insert, type Markup } from '../html.ts';
import { figures, percentage } from '../numbers.ts';
import { inline } from '../svg/chart.ts';
import { type Context, factorsOf, groupLabel, theTest } from './context.ts';
import { FEATURES, figure } from './figure.ts';

/** Side of a map on the page, in pixels. */
const SIDE = 92;

/** Which part of a few images the prediction, and the read-out of each confounder, hang on. */
export function maps(context: Context): Markup {
  const { input, methods } = context;
  const { maps: record } = input;
  if (!record) return html``;
  const names = methods
    .map(({ name }) => name)
    .filter((name) => record.methods.some(({ method }) => method === name));
  const focus = methods.find(({ part }) => part === 'focus')?.name;
  const open = new Set([focus ?? names[0], names.find((name) => name !== focus)]);
  const table = (name: string) => methodMaps(context, record, name);
  const folded = names.filter((name) => !open.has(name));
  return html`<section id="maps">
<h2>What the answers hang on</h2>
<p>A few images of each cell of ${theTest(record.set)}. A square of each was covered with the mean grey, here and there in turn${record.picture === 'slice' && ', through all slices of the volume, of which the middle one is shown'}. <b>Coloured</b>: covering it lowers what was said of the whole image; <b>with a cross</b>: covering it raises that. Confounders are read from ${FEATURES} by a fresh linear probe, fitted to other patients. The same colour means the same change within a column.</p>
<p>A map says what this one answer about this one image hangs on, with the first seed. It proves no cause, and a covered image is one that the network has never seen. A faint map says that no single square matters, not that nothing was used.</p>
${pictures(record)}
<div class="panels wide">${names.filter((name) => open.has(name)).map(table)}</div>
${folded.length > 0 && html`<details><summary>Maps of ${folded.join(', ')}</summary><div class="panels wide">${folded.map(table)}</div></details>`}
${record.notes.map((note) => html`<p>Not mapped: ${note}</p>`)}
<p><small>This section shows images of the data set: whoever gets this file sees them.</small></p>
</section>`;
}

/** The pictures, once each; maps lie over them. */
const pictures = ({ images }: MapsRecord): Markup =>
  html`<svg width="0" height="0" aria-hidden="true" style="position:absolute">${images.map(
    ({ png }, i) =>
      html`<symbol id="${`shown-${i}`}" viewBox="0 0 ${SIDE} ${SIDE}"><image width="${SIDE}" height="${SIDE}" preserveAspectRatio="none" href="data:image/png;base64,${png}"/></symbol>`,
  )}</svg>`;

function methodMaps({ summary }: Context, record: MapsRecord, name: string): Markup {
  const own = record.methods.find(({ method }) => method === name)!.maps;
  const factors = factorsOf(summary).filter((factor) => own.some((map) => map.factor === factor.name));
  const largest = new Map(
    factors.map((factor) => [
      factor.name,
      Math.max(
        1e-9,
        ...own.filter((map) => map.factor === factor.name).flatMap(({ values }) => values.map(Math.abs)),
      ),
    ]),
  );
  const rows = record.images.map(({ labels }, image) => {
    const cells = factors.map((factor): Insert => {
      const map = own.find((one) => one.image === image && one.factor === factor.name);
      if (!map) return html`<td>–</td>`;
      const unit =
        factor.kind === 'continuous'
          ? (value: number) => `${figures(value)} sd`
          : (value: number) => `${percentage(value)} points`;
      const chart = occlusionChart({
        title: `${name}, ${factor.name}`,
        picture: `shown-${image}`,
        rows: record.rows,
        columns: record.columns,
        values: map.values,
        largest: largest.get(factor.name)!,
        told: unit,
        width: SIDE,
        height: SIDE,
      });
      const wrong = typeof map.said === 'string' && map.said !== labels[factor.name];
      const said = typeof map.said === 'string' ? map.said : figures(map.said);
      return html`<td>${inline(chart)}<small>${said}${map.probability !== null && ` ${percentage(map.probability)}\u202f%`}${wrong && html`, <b>wrong</b>`}</small></td>`;
    });
    return html`<tr><th scope="row"><svg class="chart" viewBox="0 0 ${SIDE} ${SIDE}" role="img" aria-label="image"><use href="${`#shown-${image}`}" width="${SIDE}" height="${SIDE}"/></svg>${groupLabel(labels, factorsOf(summary))}</th>${cells}</tr>`;
  });
  const heads = factors.map((factor, i) => {
    const most = largest.get(factor.name)!;
    const change = factor.kind === 'continuous' ? `${figures(most)} sd` : `${percentage(most)} points`;
    return html`<th scope="col">${i === 0 ? `Prediction: ${factor.name}` : `Probe: ${factor.name}`} <small>strongest ${change}</small></th>`;
  });
  return figure(
    html`<h3>${name}</h3><div class="scroll" tabindex="0"><table class="maps"><thead><tr><th scope="col">Truly</th>${heads}</tr></thead><tbody>${rows}</tbody></table></div>`,
    html``,
  );
}
