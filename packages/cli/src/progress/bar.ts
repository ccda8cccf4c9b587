const EMPTY = '░';
const FULL = '█';

/** What one line of progress says. */
export interface ProgressLine {
  readonly job: string;
  readonly step: number;
  readonly updates: number;
  readonly numbers: string;
  readonly left: string;
}

/** One line with a bar that fits the width, which is in characters. */
export function barLine({ job, step, updates, numbers, left }: ProgressLine, width: number): string {
  const digits = String(updates).length;
  const tail = [`${String(step).padStart(digits)}/${updates}`, numbers, left].filter(Boolean).join('  ');
  const room = Math.min(30, width - job.length - tail.length - 4);
  const full = Math.round((room * step) / updates);
  const bar = room < 5 ? '' : `${FULL.repeat(full)}${EMPTY.repeat(room - full)}  `;
  return `${job}  ${bar}${tail}`.slice(0, width);
}
