import type { NetworkShape, OptimiserSettings, Task, TrainingSet } from '../../contracts/index.ts';
import { MimmxError } from '../../errors.ts';
import { associationsWithY } from './association.ts';
import { notesOn } from './notes.ts';
import { type MimmxOptions, usualRate, usualWeight } from './options.ts';
import type { MimmxSettings } from './settings.ts';

/**
 * Decides what the options leave open, by the task and what goes with y in the training images.
 *
 * @throws E_OPTION where options contradict each other
 */
export function resolveSettings(
  options: MimmxOptions,
  shape: NetworkShape,
  {
    task,
    optimiser,
    train,
  }: { task: Task; optimiser: OptimiserSettings; train: Pick<TrainingSet, 'y' | 'z'> },
): MimmxSettings {
  const { lambda, weight: asked, scaledBy, ...rest } = options;
  const weight: MimmxSettings['weight'] =
    asked ?? (lambda === undefined ? usualWeight : { kind: 'fixed', lambda });
  // The rate is part of the term: it is bounded where the run's shape has a channel, and left alone with the term.
  const without = weight.kind === 'fixed' && weight.lambda === 0;
  const bounded =
    options.bottleneck === undefined &&
    shape.bottleneck.kind === 'channel' &&
    rest.expectation === 'within-y' &&
    !without;
  const associations = associationsWithY(train, task);
  const settings: MimmxSettings = {
    ...rest,
    ...shape,
    rate: rest.rate ?? (bounded ? usualRate : undefined),
    weight,
    scaledBy: scaledBy ?? (weight.kind === 'bound' ? 'y' : 'tasks'),
    associations: Object.fromEntries(task.z.map(({ name }, i) => [name, associations[i]!])),
    notes: [],
  };
  const clash = contradiction(options, settings);
  if (clash) throw new MimmxError('E_OPTION', `mimm-x: ${clash}`);
  return { ...settings, notes: notesOn(settings, task, optimiser.batchSize) };
}

/** The first contradiction and its remedy. */
function contradiction(options: MimmxOptions, settings: MimmxSettings): string | null {
  const { expectation, sampling, replay, freshBatches, bottleneck, rate, standardise, mix } = settings;
  const withinY = expectation === 'within-y';
  if (withinY && sampling === 'uniform')
    return 'expectation "within-y" needs batches with every class of y. Set sampling to "stratified", "group-balanced" or "overlap".';
  if (replay > 0 && freshBatches)
    return 'replay keeps the features of encoder updates, and freshBatches trains estimators on other ones. Choose one.';
  if (options.lambda !== undefined && options.weight !== undefined)
    return 'lambda is a fixed weight, and weight says how it is found. Give one of the two.';
  if (bottleneck.kind === 'channel' && !standardise)
    return 'the noise of bottleneck "channel" is in units of standardised features. Set standardise to true, or use another bottleneck.';
  if (rate && bottleneck.kind !== 'channel')
    return `rate is what a channel lets through, and the bottleneck is "${bottleneck.kind}". Set bottleneck to { kind: "channel" }.`;
  if (rate && !withinY)
    return `rate is taken within y, and expectation is "${expectation}". Set expectation to "within-y".`;
  if (mix && !withinY)
    return `mix blends images within y, and expectation is "${expectation}". Set expectation to "within-y".`;
  if (mix && settings.against !== 'features')
    return `mixed images have no label of z of their own, and against is "${settings.against}". Set against to "features", or mix to false.`;
  return null;
}
