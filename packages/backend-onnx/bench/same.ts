import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { compile, configure } from '@mimmx/backend-onnx';
import type { Metrics } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { batchOf, mimmx } from './cases/mimmx.ts';

/**
 * Whether the case `mimmx` is the same work in both frameworks: from equal weights and on one batch, the numbers of the
 * first update and of a later one. What no critic touches must agree to rounding; critics draw their pairs at random, by
 * generators of their own.
 *
 *     npm run bench:same -- [--updates 20]
 */
const { values } = parseArgs({
  options: {
    updates: { type: 'string', default: '20' },
    python: { type: 'string', default: '/usr/bin/python3' },
  },
});
const updates = Number(values.updates);
configure({ threads: 1 });
await tf.setBackend('onnx');
const method = mimmx().method(compile);
const scratch = mkdtempSync(join(tmpdir(), 'mimmx-same-'));
const start = join(scratch, 'start.json');

const saved = async (tensor: tf.Tensor) => ({ shape: tensor.shape, values: [...(await tensor.data())] });
const written: Record<string, { shape: number[]; values: number[] }> = {};
for (const [name, variable] of Object.entries(method.variables)) written[name] = await saved(variable);
const { x, y, z } = batchOf();
for (const [name, tensor] of Object.entries({ x, y, z1: z[0] as tf.Tensor, z2: z[1] as tf.Tensor }))
  written[`batch.${name}`] = await saved(tensor);
writeFileSync(start, JSON.stringify(written));

const ours: Metrics[] = [];
for (let i = 0; i < updates; i++) ours.push(await method.update());
try {
  const script = fileURLToPath(new URL('torch_more.py', import.meta.url));
  const args = [script, 'mimmx', '--start', start, '--steps', String(updates)];
  const lines = execFileSync(values.python, args, { encoding: 'utf8' }).trim().split('\n');
  const torch = (JSON.parse(lines.at(-1) as string) as { updates: Metrics[] }).updates;
  const cell = (metrics: Metrics | undefined, name: string) =>
    (metrics?.[name] ?? Number.NaN).toFixed(5).padStart(12);
  console.log(
    `${''.padEnd(16)}${'first: here'.padStart(12)}${'PyTorch'.padStart(12)}${`${updates}th: here`.padStart(12)}${'PyTorch'.padStart(12)}`,
  );
  for (const name of Object.keys(torch[0] ?? {}))
    console.log(
      `${name.padEnd(16)}${cell(ours[0], name)}${cell(torch[0], name)}${cell(ours.at(-1), name)}${cell(torch.at(-1), name)}`,
    );
} finally {
  rmSync(scratch, { recursive: true });
}
