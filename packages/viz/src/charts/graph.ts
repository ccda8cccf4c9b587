import { svg } from '../html.ts';
import type { Chart } from '../svg/chart.ts';
import { fit, textWidth } from '../svg/text.ts';

export interface GraphNode {
  readonly name: string;
  readonly parents: readonly string[];
  /** Written small below the name. */
  readonly note?: string;
  /** Drawn as a square in place of an ellipse. */
  readonly square?: boolean;
}

const LAYER = 92;
const GAP = 18;

/**
 * A directed acyclic graph in layers: every node below all of its parents.
 *
 * @param nodes parents before children
 */
export function graphChart({
  title,
  nodes,
}: {
  readonly title: string;
  readonly nodes: readonly GraphNode[];
}): Chart {
  const depth = new Map<string, number>();
  for (const { name, parents } of nodes)
    depth.set(name, Math.max(-1, ...parents.map((parent) => depth.get(parent) ?? 0)) + 1);
  const layers: GraphNode[][] = [];
  for (const node of nodes) {
    const at = depth.get(node.name)!;
    layers[at] ??= [];
    layers[at].push(node);
  }
  const widthOf = ({ name, note = '' }: GraphNode) =>
    Math.max(70, 28 + Math.max(textWidth(name), textWidth(note, 9)));
  const total = (layer: readonly GraphNode[]) => layer.reduce((sum, node) => sum + widthOf(node) + GAP, -GAP);
  const width = Math.max(220, ...layers.map((layer) => total(layer) + 8));
  const place = new Map<string, { x: number; y: number; half: number }>();
  for (const [at, layer] of layers.entries()) {
    let x = (width - total(layer)) / 2;
    for (const node of layer) {
      const half = widthOf(node) / 2;
      place.set(node.name, { x: x + half, y: 52 + at * LAYER, half });
      x += 2 * half + GAP;
    }
  }
  const edges = nodes.flatMap(({ name, parents }) =>
    parents.flatMap((parent) => {
      const [from, to] = [place.get(parent), place.get(name)!];
      if (!from) return [];
      const [dx, dy] = [to.x - from.x, to.y - from.y];
      // From border to border of the ellipses.
      const cut = (half: number) => 1 / Math.hypot(dx / half, dy / 21);
      const [a, b] = [cut(from.half), 1 - cut(to.half) - 3 / Math.hypot(dx, dy)];
      const [x1, y1, x2, y2] = [from.x + a * dx, from.y + a * dy, from.x + b * dx, from.y + b * dy];
      const angle = Math.atan2(dy, dx);
      const wing = (turn: number) => [x2 - 8 * Math.cos(angle + turn), y2 - 8 * Math.sin(angle + turn)];
      const [left, right] = [wing(0.4), wing(-0.4)];
      return [
        svg`<path class="l-muted" d="M${x1} ${y1}L${x2} ${y2}"/><path class="f-muted" d="M${x2} ${y2}L${left[0]!} ${left[1]!}L${right[0]!} ${right[1]!}z"/>`,
      ];
    }),
  );
  const drawn = nodes.map((node) => {
    const { x, y, half } = place.get(node.name)!;
    const shape = node.square
      ? svg`<rect class="o-accent" x="${x - half}" y="${y - 21}" width="${2 * half}" height="42"/>`
      : svg`<ellipse class="o-accent" cx="${x}" cy="${y}" rx="${half}" ry="21"/>`;
    return svg`${shape}<text class="c" x="${x}" y="${y + (node.note ? 0 : 4)}">${fit(node.name, 2 * half - 8)}</text>${node.note && svg`<text class="c m" style="font-size:9px" x="${x}" y="${y + 12}">${fit(node.note, 2 * half - 10, 9)}</text>`}`;
  });
  return {
    width,
    height: 52 + (layers.length - 1) * LAYER + 28,
    title,
    description: nodes
      .map(({ name, parents }) =>
        parents.length > 0 ? `${parents.join(', ')} → ${name}` : `${name} has no parent`,
      )
      .join('. '),
    body: svg`<text class="b" x="2" y="12">${title}</text>${edges}${drawn}`,
  };
}
