import type { ProtocolSetting } from '../comparison/protocol.ts';

/** What the settings on painted MNIST share: the net, the optimiser and the batches that LfF and DebiAN print. */
export const paintedSetting = (
  name: string,
  dataset: { readonly name: string; readonly options: Readonly<Record<string, unknown>> },
  z: readonly string[],
  updates: number,
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
      updates,
      checkpointEvery: 5000,
      logEvery: 100,
    },
    evaluation: { bootstrap: 0, probePatients: 500 },
  }),
});
