import * as tf from '@mimmx/core/tf';
import type { RowReduction, Scores } from '../pairs/index.ts';
import { logSumExp } from '../tensor/index.ts';

const rowLogSumExp: RowReduction = (scores, logWeights) => logSumExp(tf.add(scores, logWeights));

/** log E exp T under the product of the marginals, [...lead]. */
export const logMeanExp = (scores: Scores): tf.Tensor => logSumExp(scores.fold(rowLogSumExp));

/** log of each row's share of E exp T: log Σⱼ wᵢⱼ exp T(xᵢ, yⱼ), [...lead, batch]. */
export const rowLogSums = (scores: Scores): tf.Tensor => scores.fold(rowLogSumExp);

/** log of each row's own mean, log Σⱼ wᵢⱼ exp T(xᵢ, yⱼ) / Σⱼ wᵢⱼ, [...lead, batch]. */
export const rowLogMeans = (scores: Scores): tf.Tensor =>
  scores.fold((s, logWeights) =>
    tf.sub(logSumExp(tf.add(s, logWeights)), logSumExp(tf.add(logWeights, tf.zerosLike(s)))),
  );

/** E softplus(T) under the product of the marginals, [...lead]. */
export const meanSoftplus = (scores: Scores): tf.Tensor =>
  tf.sum(
    scores.fold((s, logWeights) => tf.sum(tf.mul(tf.softplus(s), tf.exp(logWeights)), -1)),
    -1,
  );

/** The Donsker–Varadhan value E T − log E exp T, [...lead]. */
export const donskerVaradhan = (scores: Scores): tf.Tensor =>
  tf.sub(scores.expect(scores.joint), logMeanExp(scores));

/** The value of Nguyen, Wainwright and Jordan, E T − E exp(T − 1), [...lead]. */
export const nguyenWainwrightJordan = (scores: Scores): tf.Tensor =>
  tf.sub(scores.expect(scores.joint), tf.exp(tf.sub(logMeanExp(scores), 1)));

/** Jensen–Shannon: E softplus(−T) + E softplus(T), to be minimised; the best T is the log density ratio. */
export const jensenShannonLoss = (scores: Scores): tf.Tensor =>
  tf.add(scores.expect(tf.softplus(tf.neg(scores.joint))), meanSoftplus(scores));
