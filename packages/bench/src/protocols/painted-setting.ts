import type { ProtocolSetting } from '../comparison/protocol.ts';

/** 100 passes of 60,000 digits in batches of 256. */
const UPDATES = 23_500;

/** What the settings on painted MNIST share: the net, the optimiser and the batches that LfF and DebiAN print. */
export const paintedSetting = (
  name: string,
  dataset: { readonly name: string; readonly options: Readonly<Record<string, unknown>> },
  z: readonly string[],
): ProtocolSetting => ({
  name,
  config: () => ({
    dataset,
    data: {
      task: { y: { column: 'digit' }, z: z.map((column) => ({ column })) },
      split: { column: 'part', train: ['train'], test: ['test'] },
      train: 'natural',
      shifts: { test: 'natural' },
    },
    encoder: { name: 'mlp', options: { hidden: [100, 100] } },
    network: { primaryWidth: 100, standardise: false, bottleneck: { kind: 'none' } },
    training: {
      optimiser: 'adam',
      learningRate: 1e-3,
      batchSize: 256,
      updates: UPDATES,
      checkpointEvery: 5000,
      logEvery: 100,
    },
    evaluation: { bootstrap: 0, probePatients: 500 },
  }),
});

/** The same in ten passes, so that every method can be trained with several seeds. */
export const inTenPasses = ({ name, config }: ProtocolSetting): ProtocolSetting => ({
  name: `${name}, ten passes`,
  ours: 'ten passes over the training digits in place of a hundred',
  onRequest: true,
  config: (seed) => {
    const whole = config(seed);
    return { ...whole, training: { ...whole.training, updates: UPDATES / 10 } };
  },
});
