import type { SweepLook } from './look.ts';
import { duration } from './words.ts';

/** Where it is shown: stderr, or a stand-in. */
export interface ScreenStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const UP = (lines: number) => `\u001b[${lines}A\r\u001b[J`;
/** Milliseconds between two plain lines. */
const LINE_EVERY = 30_000;

export interface SweepScreen {
  show(look: SweepLook, best: string | null): void;
  /** A line that stays, above the screen. */
  say(line: string): void;
  end(): void;
}

/**
 * Shows a sweep as a whole: on a terminal a few lines that stay in place, elsewhere a plain line now and then.
 *
 * @param now milliseconds
 */
export function sweepScreen(
  name: string,
  stream: ScreenStream = process.stderr,
  now: () => number = () => performance.now(),
): SweepScreen {
  const tty = stream.isTTY === true;
  const began = now();
  let atFirst: number | null = null;
  let standing = 0;
  let shown = Number.NEGATIVE_INFINITY;
  let last = '';

  const wipe = () => {
    if (standing > 0) stream.write(UP(standing));
    standing = 0;
  };
  return {
    show(look, best) {
      const { counts, planned } = look;
      const ended = counts.done + counts.failed;
      atFirst ??= ended;
      const hours = (now() - began) / 3_600_000;
      const rate = ended > atFirst && hours > 0 ? (ended - atFirst) / hours : null;
      const left = planned.length - ended;
      const time = rate !== null && left > 0 ? `${duration((left / rate) * 3600)} left` : '';
      const parts = [
        `${counts.done} done`,
        `${counts.running} running`,
        counts.queued > 0 ? `${counts.queued} queued` : '',
        counts.left > 0 ? `${counts.left} waiting` : '',
        counts.failed > 0 ? `${counts.failed} failed` : '',
      ].filter(Boolean);
      const pace = rate === null ? '' : `${rate < 10 ? rate.toFixed(1) : rate.toFixed(0)} trials/h`;
      if (!tty) {
        const line = `${name}: ${ended}/${planned.length}  ${[...parts, pace, time, best ?? ''].filter(Boolean).join(', ')}`;
        if (line === last || (now() - shown < LINE_EVERY && left > 0)) return;
        [shown, last] = [now(), line];
        stream.write(`${line}\n`);
        return;
      }
      const width = (stream.columns ?? 80) - 1;
      const room = Math.max(10, Math.min(40, width - 20));
      const of = (count: number) => Math.round((room * count) / Math.max(1, planned.length));
      const bar = `${'█'.repeat(of(counts.done))}${'▒'.repeat(of(counts.running))}`
        .padEnd(room, '░')
        .slice(0, room);
      const lines = [
        `${name}  ${bar}  ${ended}/${planned.length}`,
        `  ${parts.join(', ')}`,
        ...([pace, time].some(Boolean) ? [`  ${[pace, time].filter(Boolean).join(', ')}`] : []),
        ...(best === null ? [] : [`  best so far: ${best}`]),
        ...look.failures.slice(0, 3).map(({ message, ids }) => `  ${ids.length} failed: ${message}`),
        ...look.notes.map((note) => `  ${note}`),
      ].map((line) => line.slice(0, width));
      wipe();
      stream.write(`${lines.join('\n')}\n`);
      standing = lines.length;
    },
    say(line) {
      wipe();
      stream.write(`${line}\n`);
    },
    end: () => {
      standing = 0;
    },
  };
}
