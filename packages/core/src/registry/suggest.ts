/** Levenshtein distance, two rows at a time. */
function distance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(previous[j]! + 1, current[j - 1]! + 1, substitution));
    }
    previous = current;
  }
  return previous[b.length]!;
}

/**
 * The end of an error message about an unknown name: the nearest known name if one is near, else the list.
 *
 * @returns e.g. `Did you mean "mine"?` or `Known: club, mine.`
 */
export function suggest(name: string, known: readonly string[]): string {
  const nearest = [...known]
    .map((candidate) => ({ candidate, d: distance(name.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.d - b.d)[0];
  if (nearest && nearest.d <= Math.max(2, Math.floor(name.length / 3)))
    return `Did you mean "${nearest.candidate}"?`;
  return known.length > 0 ? `Known: ${[...known].sort().join(', ')}.` : 'None is registered.';
}
