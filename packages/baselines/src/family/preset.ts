import { defineMethod, type MethodDefinition, MimmxError, mimmx, option, options, space } from '@mimmx/core';
import { z } from 'zod';

/** What may be chosen of a published setting: how batches are drawn, how strong the term is, and widths. */
export const presetSchema = options({
  sampling: option(z.enum(['uniform', 'group-balanced']), {
    default: 'uniform',
    description: 'How batches are drawn: as they come, or "rebalanced", with every group equally often.',
    space: space.choice('uniform', 'group-balanced'),
  }),
  lambda: option(z.number().nonnegative(), {
    absent: 'the published one',
    description: 'Weight of the dependence term against the mean loss of the tasks.',
    space: space.logUniform(0.1, 3.162),
  }),
  estimatorSteps: option(z.number().int().positive(), {
    absent: 'the published number',
    description: 'Estimator steps for each update of the encoder.',
    space: space.choice(1, 3, 5),
  }),
  primaryWidth: option(z.number().int().positive(), {
    absent: 'that of the publication',
    description: 'Width of f_y.',
  }),
  confounderWidth: option(z.number().int().positive(), {
    absent: 'that of the publication',
    description: 'Width of each f_zi.',
  }),
});

export type PresetInput = z.input<typeof presetSchema>;

/** What sets one member of the family apart, in options of `mimm-x`. */
export interface Preset<Name extends string> {
  readonly name: Name;
  readonly summary: string;
  readonly source: string;
  readonly options: Readonly<Record<string, unknown>>;
}

/**
 * What the published relatives of mimm-x share: a slice of two features for y and for each confounder, a term for each
 * confounder under the distribution of the batches, averaged, at a constant weight, and nothing that bounds the features.
 */
const FAMILY = {
  primaryWidth: 2,
  confounderWidth: 2,
  headHidden: 0,
  standardise: false,
  bottleneck: { kind: 'none' },
  against: 'features',
  form: 'each',
  expectation: 'marginal',
  weighter: 'uniform',
  balancer: 'constant',
} as const;

/** A method that is `mimm-x` with these options. It needs the estimators and the weighters of their packages. */
export const definePreset = <const Name extends string>({
  name,
  options: own,
  ...said
}: Preset<Name>): MethodDefinition<Name, z.output<typeof presetSchema>> =>
  defineMethod({
    name,
    ...said,
    needs: mimmx.needs,
    options: presetSchema,
    create(context, chosen) {
      const checked = mimmx.options['~standard'].validate({ ...FAMILY, ...own, ...chosen });
      if (checked instanceof Promise || checked.issues) {
        throw new MimmxError(
          'E_OPTION',
          `${name}: mimm-x does not take its options: ${JSON.stringify(checked)}.`,
        );
      }
      return mimmx.create(context, checked.value);
    },
  });
