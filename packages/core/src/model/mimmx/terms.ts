import type { Batch, MethodContext, Weighter } from '../../contracts/index.ts';
import { MimmxError } from '../../errors.ts';
import { detach } from '../../tensor/index.ts';
import * as tf from '../../tf/index.ts';
import { createChainTerm } from './chain.ts';
import { againstConfounder, betweenConfounders, createDependence, type Dependence } from './dependence.ts';
import type { MiTerm } from './mi-term.ts';
import type { MimmxSettings } from './settings.ts';
import type { Strata } from './strata.ts';

/** Rows whose label of confounder i is known, times the given weights. */
const masked = (
  context: MethodContext,
  i: number,
  batch: Batch,
  weights?: tf.Tensor1D,
): tf.Tensor1D | undefined => {
  if (!context.task.z[i]!.missing) return weights;
  return (weights ? tf.mul(weights, batch.known[i]!) : batch.known[i]!) as tf.Tensor1D;
};

/** Builds the dependences that the options ask for. @throws E_ESTIMATOR, E_OPTION */
export function createMiTerm(
  settings: MimmxSettings,
  widths: readonly number[],
  strata: Strata,
  context: MethodContext,
): MiTerm {
  if (settings.form === 'chain') return createChainTerm(settings, widths, strata, context);
  const names = context.task.z.map((factor) => factor.name);
  const weighter: Weighter = context.parts.weighter(settings.weighter, {
    confounders: names.length,
    primaryWidth: widths[0]!,
    confounderWidths: widths.slice(1),
  });
  const { summaryWidth } = weighter;
  if (summaryWidth !== undefined && weighter.needsMi) {
    throw new MimmxError(
      'E_OPTION',
      `mimm-x: weighter "${settings.weighter.name}" makes one summary of all confounders and cannot also weigh them by their present MI. Let it be trained by "estimator", or use "attention-sum".`,
    );
  }
  const kinds =
    settings.against === 'both' ? (['features', 'labels'] as const) : ([settings.against] as const);

  // One list per confounder; a summary replaces all of the features' with a single dependence.
  const own = names.map((name, i) =>
    kinds
      .filter((kind) => kind === 'labels' || summaryWidth === undefined)
      .map((kind) =>
        createDependence(name, againstConfounder(i, kind, widths, context), settings, strata, context),
      ),
  );
  const summarised = (slices: readonly tf.Tensor2D[]): tf.Tensor2D => {
    const confounders = slices.slice(1);
    return weighter.summarize!(confounders, weighter.weights(slices[0]!, confounders));
  };
  const summary =
    summaryWidth === undefined || settings.against === 'labels'
      ? null
      : createDependence(
          'confounders',
          {
            x: (slices) => slices[0]!,
            xForm: { kind: 'continuous', width: widths[0]! },
            y: summarised,
            yForm: { kind: 'continuous', width: summaryWidth },
          },
          settings,
          strata,
          context,
        );
  const pairs: Dependence[] =
    settings.pairs === 0
      ? []
      : names.flatMap((a, i) =>
          names
            .slice(i + 1)
            .map((b, offset) =>
              createDependence(
                `${a}~${b}`,
                betweenConfounders(i, i + 1 + offset, widths),
                settings,
                strata,
                context,
              ),
            ),
        );
  const all = [...own.flat(), ...pairs, ...(summary ? [summary] : [])];
  const weightsNow = (slices: readonly tf.Tensor2D[], mi: tf.Tensor1D) =>
    weighter.weights(slices[0]!, slices.slice(1), mi);

  /** MI of f_y with each confounder, [N]; the mean where features and labels are both held against it. */
  const perConfounder = (slices: readonly tf.Tensor2D[], batch: Batch, weights?: tf.Tensor1D): tf.Tensor1D =>
    tf.stack(
      own.map((dependences, i) => {
        const mask = masked(context, i, batch, weights);
        const values = dependences.map((dependence) => dependence.estimate(slices, batch, mask));
        return values.length === 1 ? values[0]! : tf.div(tf.addN(values), values.length);
      }),
    ) as tf.Tensor1D;

  return {
    estimatorVariables: [
      ...all.flatMap((dependence) => dependence.variables),
      ...(weighter.player === 'estimator' ? weighter.variables : []),
    ],
    encoderVariables: weighter.player === 'encoder' ? weighter.variables : [],
    state: [
      ...all.flatMap((dependence) => dependence.state),
      ...(weighter.player === 'nobody' ? weighter.variables : []),
    ],

    restart(critic) {
      for (const dependence of all) dependence.restart(critic);
    },

    estimatorLoss(slices, batch, weights) {
      const losses = [
        ...own.flatMap((dependences, i) =>
          dependences.map((dependence) => dependence.loss(slices, batch, masked(context, i, batch, weights))),
        ),
        ...pairs.map((pair) => pair.loss(slices, batch, weights)),
        ...(summary ? [summary.loss(slices, batch, weights)] : []),
      ];
      if (weighter.player === 'estimator') {
        // The attention ascends with the critics: it looks for the confounder that f_y gives away most.
        if (summary) losses.push(tf.neg(summary.estimate(slices, batch, weights)) as tf.Scalar);
        else {
          const mi = detach(perConfounder(slices, batch, weights));
          losses.push(tf.neg(tf.sum(tf.mul(weightsNow(slices, mi), mi))) as tf.Scalar);
        }
      }
      return tf.addN(losses) as tf.Scalar;
    },

    value(slices, batch, weights) {
      const log: Record<string, tf.Scalar> = {};
      const parts: tf.Tensor[] = [];
      if (own.some((dependences) => dependences.length > 0)) {
        const mi = perConfounder(slices, batch, weights);
        const share = weightsNow(slices, detach(mi));
        for (const [i, name] of names.entries()) {
          log[`mi.${name}`] = mi.slice([i], [1]).asScalar();
          log[`weight.${name}`] = share.slice([i], [1]).asScalar();
        }
        parts.push(tf.sum(tf.mul(share, mi)));
      }
      if (summary) {
        const value = summary.estimate(slices, batch, weights);
        log['mi.confounders'] = value;
        const share = weighter.weights(slices[0]!, slices.slice(1));
        for (const [i, name] of names.entries()) log[`weight.${name}`] = share.slice([i], [1]).asScalar();
        parts.push(value);
      }
      if (pairs.length > 0) {
        const values = pairs.map((pair) => pair.estimate(slices, batch, weights));
        for (const [i, pair] of pairs.entries()) log[`mi.${pair.name}`] = values[i]!;
        parts.push(tf.mul(tf.div(tf.addN(values), values.length), settings.pairs));
      }
      return { mi: (parts.length === 1 ? parts[0]! : tf.addN(parts)) as tf.Scalar, log };
    },
  };
}
