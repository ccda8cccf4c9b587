/**
 * Width of a text in pixels, estimated from the kinds of its letters, since there is no browser to ask. It is that of a
 * wide typeface (DejaVu Sans), so that a reader with a narrower one sees too much room rather than too little.
 */
export function textWidth(text: string, size = 11): number {
  let width = 0;
  for (const letter of text) {
    if (/[iljtfrI.,:;'|!\s()[\]-]/.test(letter)) width += 0.4;
    else if (/[mwMW@%…—]/.test(letter)) width += 0.98;
    else if (letter.charCodeAt(0) > 0x2e80) width += 1;
    else if (/[A-Z]/.test(letter)) width += 0.72;
    else width += 0.63;
  }
  return width * size;
}

/** The text, cut with an ellipsis if it is wider than `width` pixels. */
export function fit(text: string, width: number, size = 11): string {
  if (textWidth(text, size) <= width) return text;
  const letters = [...text];
  while (letters.length > 0 && textWidth(`${letters.join('')}…`, size) > width) letters.pop();
  return `${letters.join('').trimEnd()}…`;
}

/** Moves labels apart: positions in pixels, in the order given, at least `gap` from each other and inside [low, high]. */
export function spread(positions: readonly number[], gap: number, low: number, high: number): number[] {
  const order = positions.map((_, i) => i).sort((a, b) => positions[a]! - positions[b]!);
  const placed = [...positions];
  let floor = low;
  for (const i of order) {
    placed[i] = Math.max(placed[i]!, floor);
    floor = placed[i]! + gap;
  }
  let ceiling = high;
  for (const i of order.reverse()) {
    placed[i] = Math.min(placed[i]!, ceiling);
    ceiling = placed[i]! - gap;
  }
  return placed;
}
