import { Random, takeSnapshot } from '@mimmx/core';
import { beforeAll, expect, test } from 'vitest';
import {
  createCnnPredictor,
  createGenerator,
  fineTune,
  fitLinearPredictor,
  type Trainable,
  trainPredictor,
} from '../src/index.ts';
import { ambiguous, ambiguousGraph } from './ambiguous.ts';
import { compiling } from './backends.ts';

beforeAll(() => compiling.setup());

// Five batches in an epoch: the next one begins within a go.
const table = ambiguous(80, 1);
const updates = 6;
const settings = { updates, batchSize: 16 };

const makeGenerator = (random: Random, name = 'vae', options: object = { channels: [8, 8], latent: 4 }) =>
  createGenerator({ graph: ambiguousGraph, table, backend: compiling, random, model: { name, options } });

const TRAININGS: Readonly<Record<string, (random: Random) => Promise<Trainable> | Trainable>> = {
  vae: (random) => makeGenerator(random).train(settings),
  ladder: (random) =>
    makeGenerator(random, 'ladder', {
      stages: [
        { size: 4, width: 8, blocks: 1, latent: 2 },
        { size: 1, width: 16, blocks: 1, latent: 4 },
      ],
    }).train(settings),
  flow: (random) => makeGenerator(random, 'flow', {}).train(settings),
  predictor(random) {
    const { encoding } = makeGenerator(new Random(1));
    const { attributes } = encoding;
    const predictor = createCnnPredictor({ shape: [8, 8, 1], attributes, random });
    return trainPredictor({ predictor, table, encoding, backend: compiling, random }, settings);
  },
  tuning(random) {
    const { scm, encoding, model } = makeGenerator(random);
    const { attributes } = encoding;
    const predictor = fitLinearPredictor({ table, attributes, encoding, random, components: 4 });
    return fineTune(
      { scm, encoding, model, predictors: [predictor], table, backend: compiling, random },
      { ...settings, targets: 'soft' },
    );
  },
};

test.each(Object.keys(TRAININGS))(
  '%s: several updates in one go have the bits of single ones',
  async (name) => {
    const [a, b] = [new Random(7), new Random(7)];
    const [one, several] = [await TRAININGS[name]!(a), await TRAININGS[name]!(b)];
    const wanted = [];
    for (let i = 0; i < updates; i++) wanted.push(await one.update());
    const { series } = several.update;
    expect(series).toBeDefined();
    expect([...(await series!(1)), ...(await series!(2)), ...(await series!(updates - 3))]).toEqual(wanted);
    expect(await takeSnapshot(several.variables)).toEqual(await takeSnapshot(one.variables));
    expect(b.state).toEqual(a.state);
    for (const training of [one, several]) training.dispose();
  },
);
