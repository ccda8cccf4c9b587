import type { Task } from '../../contracts/index.ts';
import { MimmxError } from '../../errors.ts';
import type { Bottleneck } from '../bottleneck.ts';
import { type MimmxOptions, usualRate, usualWeight } from './options.ts';
import { channelDeviation, neededWidth, widthNote } from './width.ts';

/** The options with everything decided that was left open. */
export interface MimmxSettings
  extends Omit<MimmxOptions, 'primaryWidth' | 'bottleneck' | 'lambda' | 'weight' | 'scaledBy'> {
  readonly primaryWidth: number;
  readonly bottleneck: Bottleneck;
  readonly weight: NonNullable<MimmxOptions['weight']>;
  readonly scaledBy: NonNullable<MimmxOptions['scaledBy']>;
  /** What a reader of the record should know of these settings. */
  readonly notes: readonly string[];
}

/**
 * Decides what the options leave open, by the task.
 *
 * @throws E_OPTION where options contradict each other
 */
export function resolveSettings(options: MimmxOptions, task: Task): MimmxSettings {
  const { primaryWidth, bottleneck: given, lambda, weight: asked, scaledBy, ...rest } = options;
  const weight: MimmxSettings['weight'] =
    asked ?? (lambda === undefined ? usualWeight : { kind: 'fixed', lambda });
  const width = primaryWidth ?? neededWidth(task.y);
  const unsaid = given === undefined && primaryWidth === undefined && width > 1;
  const hidden = unsaid && rest.standardise && rest.expectation === 'within-y';
  const bottleneck: NonNullable<MimmxOptions['bottleneck']> = given ?? { kind: hidden ? 'channel' : 'none' };
  const note = widthNote(task.y, width);
  const settings: MimmxSettings = {
    ...rest,
    primaryWidth: width,
    bottleneck:
      bottleneck.kind === 'channel'
        ? { kind: 'channel', sd: bottleneck.sd ?? channelDeviation(task.y, width) }
        : bottleneck,
    rate: rest.rate ?? (hidden ? usualRate : undefined),
    weight,
    scaledBy: scaledBy ?? (weight.kind === 'bound' ? 'y' : 'tasks'),
    notes: note ? [note] : [],
  };
  const clash = contradiction(options, settings);
  if (clash) throw new MimmxError('E_OPTION', `mimm-x: ${clash}`);
  return settings;
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
