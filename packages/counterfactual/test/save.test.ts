import { Random } from '@mimmx/core';
import { expect, test } from 'vitest';
import { createGenerator, restoreGenerator, saveGenerator } from '../src/index.ts';
import { ambiguous, ambiguousGraph } from './ambiguous.ts';
import { cpu } from './backends.ts';

await cpu.setup();

const make = (seed: number, graph = ambiguousGraph, latent = 2) =>
  createGenerator({
    graph,
    table: ambiguous(64, seed),
    backend: cpu,
    random: new Random(seed),
    model: { name: 'vae', options: { channels: [4, 4], hidden: 8, latent } },
  });

test('what is saved gives another generator the same counterfactuals', async () => {
  const [one, other] = [make(1), make(2)];
  const rows = ambiguous(8, 3);
  const images = async (of: typeof one) =>
    (await of.counterfactual(rows, { do: { left: 'light' }, random: new Random(4), pixelNoise: 0 })).images;
  const wanted = await images(one);
  expect(await images(other)).not.toEqual(wanted);
  restoreGenerator(other, await saveGenerator(one));
  expect(await images(other)).toEqual(wanted);
});

test('a model for another graph, or of another size, is refused', async () => {
  const saved = await saveGenerator(make(1));
  const chained = make(1, {
    ...ambiguousGraph,
    right: { kind: 'categorical', labels: ['dark', 'light'], parents: ['left'] },
  });
  expect(() => restoreGenerator(chained, saved)).toThrow(
    'E_OTHER_GRAPH: The saved model was made for the graph "left: dark|light; right: dark|light", this one is "left: dark|light; right: dark|light (left)". Declare the same nodes, or train anew.',
  );
  expect(() => restoreGenerator(make(1, ambiguousGraph, 3), saved)).toThrow(/E_CHECKPOINT/);
});
