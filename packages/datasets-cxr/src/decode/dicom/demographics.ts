const UNIT = { Y: 1, M: 1 / 12, W: 1 / 52.18, D: 1 / 365.25 } as const;

/**
 * Patient's Age (0010,1010) in years. It is written `045Y` (PS3.5 6.2); without a unit it is taken as years, which is
 * what writers that leave the unit out mean. Empty if it is no age.
 */
export function ageInYears(text: string): string {
  const match = /^(0*\d{1,3}(?:\.\d+)?)\s*([YMWD]?)$/i.exec(text.trim());
  // What is no age is not handed on as it stands: anything may stand there. That it was there is.
  if (!match) return text.trim() === '' ? '' : 'no age';
  const unit = (match[2]?.toUpperCase() || 'Y') as keyof typeof UNIT;
  return String(Number(match[1]) * UNIT[unit]);
}

const VIEWS: Readonly<Record<string, string>> = {
  AP: 'AP',
  PA: 'PA',
  LL: 'LL',
  RL: 'RL',
  LAT: 'LATERAL',
  LATERAL: 'LATERAL',
};

/** View Position (0018,5101) without what else some machines write there: `AP SUPINE` is AP. */
export function viewOf(text: string): string {
  const found = new Set(
    text
      .toUpperCase()
      .split(/[^A-Z]+/)
      .map((word) => VIEWS[word])
      .filter((view) => view !== undefined),
  );
  return found.size === 1 ? [...found][0]! : text.slice(0, 64);
}
