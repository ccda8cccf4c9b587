import { describe, expect, test } from 'vitest';
import type { RunnerEvent } from '../../src/contract.ts';
import { processes } from '../../src/processes/index.ts';
import { runnerChecks } from '../../src/testkit/index.ts';
import { node, pieceProgram } from '../node.ts';

const runner = (parallel = 2) => processes.create({ env: process.env }, { parallel });

describe('processes', () => {
  for (const check of runnerChecks(runner, { command: pieceProgram })) test(check.name, check.run);

  const work = { name: 'w', folder: '/nowhere', cwd: '/', pieces: [{ id: 'a' }, { id: 'b' }] };

  test('says in one line what a program says that ends before it takes a piece', async () => {
    const command = [
      ...node,
      '-e',
      'console.error("first"); console.error("no such module"); process.exit(1)',
    ];
    await expect(runner().run({ ...work, command })).rejects.toThrow(
      /^E_WORKER: The processes of w end before they take a piece \(status 1\): no such module$/,
    );
  });

  test('leaves a piece that ends its process ten times, and tells of it', async () => {
    const program = `
      process.on('message', ({ kind, id }) => {
        if (kind === 'end') process.exit(0);
        if (id === 'a') process.kill(process.pid, 'SIGKILL');
        process.send({ kind: 'ended', id, ending: 'done' });
      });
      process.send({ kind: 'ready' });`;
    const events: RunnerEvent[] = [];
    const on = (event: RunnerEvent) => void events.push(event);
    await runner(1).run({ ...work, command: [...node, '-e', program] }, { on });
    expect(events.filter(({ kind }) => kind === 'started').length).toBe(11);
    expect(events.at(-1)).toEqual({ kind: 'note', message: 'a is left: its process ended with SIGKILL' });
  });

  test('ends without a piece begun where it was stopped before', async () => {
    const events: RunnerEvent[] = [];
    await runner().run(
      { ...work, command: [...node, '-e', 'throw 1'] },
      { signal: AbortSignal.abort(), on: (event) => void events.push(event) },
    );
    expect(events).toEqual([]);
  });
});
