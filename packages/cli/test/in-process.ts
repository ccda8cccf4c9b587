import { vi } from 'vitest';
import { main } from '../src/main.ts';
import type { Outcome } from './run-command.ts';

/**
 * Runs the command in this process, in a folder: as `run` does, without the seconds that a process takes to start.
 * For commands that start no process themselves, which is all that fail before training.
 */
export async function inProcess(args: readonly string[], cwd: string): Promise<Outcome> {
  const text = { stdout: '', stderr: '' };
  const before = process.cwd();
  const spies = (['stdout', 'stderr'] as const).map((stream) =>
    vi.spyOn(process[stream], 'write').mockImplementation((piece: unknown) => {
      text[stream] += String(piece);
      return true;
    }),
  );
  process.chdir(cwd);
  try {
    return { status: await main(args), ...text };
  } finally {
    process.chdir(before);
    for (const spy of spies) spy.mockRestore();
  }
}
