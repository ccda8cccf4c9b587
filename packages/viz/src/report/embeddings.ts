import type { FeatureBlock } from '@mimmx/experiment';
import { embeddingChart, pointStyles } from '../charts/index.ts';
import { type Embedding, embed, embeddingNames } from '../embedding/index.ts';
import { html, type Insert, type Markup } from '../html.ts';
import { percent } from '../numbers.ts';
import { inline } from '../svg/chart.ts';
import { type Contender, type Context, factorsOf } from './context.ts';
import { FEATURES, figure, shapeKey } from './figure.ts';
import { readingOf } from './reading.ts';
import { shapeOf } from './shape.ts';

/** f_y of each method in the plane, coloured by y and by each confounder (MIMM-X, FAIMI 2025, Figure 3). */
export function embeddings(context: Context): Markup {
  const { input, summary, methods, options } = context;
  const factors = factorsOf(summary);
  const name = embeddingNames[options.embedding?.kind ?? 'tsne'];
  const blocks = methods.flatMap((method) => {
    const block = input.features.find((candidate) => candidate.method === method.name);
    return block ? [{ method, block, embedding: embed(block, options.embedding) }] : [];
  });
  if (blocks.length === 0) return html``;
  const shown = Math.max(...blocks.map(({ embedding }) => embedding?.rows.length ?? 0));
  const rows = blocks.map((block) => row(context, block, name));
  return html`<section id="features">
<h2>The features ${FEATURES} in the plane</h2>
<p>Each point is an image of the balanced test; images with similar features lie close together. A method is free of a confounder if that confounder's colours are mixed wherever one looks, while the classes of ${summary.task.y.name} still lie apart.</p>
${figure(
  html`<div class="scroll" tabindex="0"><table class="embedding" style="--columns:${factors.length}"><thead><tr><th scope="col">Method</th>${factors.map(
    (factor, i) =>
      html`<th scope="col">${i === 0 ? 'y' : `z${i}`}: ${factor.name}<span class="legend">${pointStyles(factor).map((style) => shapeKey(style.label, style.shape, style.role))}</span></th>`,
  )}</tr></thead><tbody>${rows}</tbody></table></div>`,
  html`${name} of ${FEATURES}, ${shown} images per method, chosen evenly${context.seeds > 1 && html` (seed ${blocks[0]!.block.seed})`}; the same picture in every column of a row. Pictures of this kind can hide what a probe still finds and show clusters that mean nothing: the probes under them decide.`,
)}
</section>`;
}

interface Placed {
  readonly method: Contender;
  readonly block: FeatureBlock;
  readonly embedding: Embedding | null;
}

function row(context: Context, { method, block, embedding }: Placed, name: string): Markup {
  const factors = factorsOf(context.summary);
  const shape = shapeOf(method);
  const cells = factors.map((factor, i): Insert => {
    const codes = i === 0 ? block.y : block.z[i - 1];
    if (!embedding || !codes) return html`<td>no finite features</td>`;
    const chart = embeddingChart({
      title: `${name} of f_y of ${method.name}`,
      x: embedding.x,
      y: embedding.y,
      factor,
      values: embedding.rows.map((at) => codes[at] ?? Number.NaN),
    });
    const probe = i === 0 ? null : readingOf(method, factor);
    return html`<td>${inline(chart, 260)}${probe && html`<small>best probe ${percent(probe.value)}</small>`}</td>`;
  });
  return html`<tr${method.part === 'focus' && html` class="focus"`}><th scope="row">${method.name}${shape && html`<small>${shape}</small>`}</th>${cells}</tr>`;
}
