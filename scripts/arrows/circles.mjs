/**
 * Circles of a graph, one for each knot of nodes that reach one another (Tarjan, SIAM J. Comput. 1972).
 *
 * @param edges nodes that each node points to, by node
 * @returns shortest circle of each knot, first node repeated at its end
 */
export function circles(edges) {
  return knots(edges).map((knot) => shortestCircle(knot, edges));
}

function knots(edges) {
  const index = new Map();
  const low = new Map();
  const stack = [];
  const found = [];
  const visit = (node) => {
    index.set(node, index.size);
    low.set(node, index.get(node));
    stack.push(node);
    for (const next of edges.get(node) ?? []) {
      if (!index.has(next)) visit(next);
      if (stack.includes(next)) low.set(node, Math.min(low.get(node), low.get(next)));
    }
    if (low.get(node) !== index.get(node)) return;
    const knot = stack.splice(stack.indexOf(node));
    if (knot.length > 1 || (edges.get(node) ?? []).includes(node)) found.push(knot);
  };
  for (const node of edges.keys()) if (!index.has(node)) visit(node);
  return found;
}

function shortestCircle(knot, edges) {
  const inside = new Set(knot);
  let best = null;
  for (const start of [...knot].sort()) {
    const paths = [[start]];
    const seen = new Set();
    for (const path of paths) {
      for (const next of edges.get(path.at(-1)) ?? []) {
        if (next === start && (!best || path.length + 1 < best.length)) best = [...path, start];
        if (!inside.has(next) || seen.has(next) || next === start) continue;
        seen.add(next);
        paths.push([...path, next]);
      }
    }
  }
  return best;
}
