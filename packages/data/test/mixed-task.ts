import { resolveTask, taskSchema } from '@mimmx/data';
import { classColumn, makeTable, settableFactor } from './tables.ts';

/** A pool with an observed z0 and z1, and a settable z2. */
export function mixedTask(cells: readonly (readonly [y: number, z0: number, z1: number])[]) {
  const table = makeTable(cells.length, {
    y: classColumn(
      cells.map(([y]) => y),
      ['well', 'ill'],
    ),
    z0: classColumn(
      cells.map(([, z]) => z),
      ['F', 'M'],
    ),
    z1: classColumn(
      cells.map(([, , z]) => z),
      ['PA', 'AP'],
    ),
  });
  const resolved = resolveTask(
    table,
    [settableFactor('z2', ['none', 'mark'])],
    taskSchema.parse({
      y: { column: 'y' },
      z: [
        { factor: 'z2', strength: 0.8 },
        { column: 'z0', strength: 0.9 },
        { column: 'z1', strength: 'natural' },
      ],
    }),
  );
  return { table, resolved };
}

/** One row of each cell of y, z0 and z1. */
export const every = [0, 1].flatMap((y) => [0, 1].flatMap((z0) => [0, 1].map((z1) => [y, z0, z1] as const)));
