import type { Value } from '../graph/index.ts';
import type { Device } from '../session/settings.ts';
import { fuseAffine } from './affine.ts';
import { fuseBatchNorm } from './batch-norm.ts';
import { blockConvolutions } from './blocked.ts';
import { foldBroadcasts } from './broadcasts.ts';
import { lowerColumns, shareColumns } from './columns.ts';
import { foldConstants } from './constants.ts';
import { fuseConvBias } from './conv-bias.ts';
import { mergeDuplicates } from './duplicates.ts';
import { gatherFactors } from './factors.ts';
import { putFeaturesFirst } from './features-first.ts';
import { flipTransposed } from './flipped.ts';
import { gatherGradient } from './gather-gradient.ts';
import { poolByHalves } from './halves.ts';
import { simplify } from './identities.ts';
import { sinkTransposes } from './layout.ts';
import { fuseMasks } from './masks.ts';
import { turnNarrowProducts } from './narrow-products.ts';
import { putPairsLast } from './pairs.ts';
import { swapAroundPools } from './pool-layout.ts';
import { poolBeforeRelu } from './pool-relu.ts';
import { sharePooling } from './pooling.ts';
import { absorbTransposes } from './products.ts';
import { dropLeadingAxes } from './ranks.ts';
import type { Pass } from './rewrite.ts';
import { alignScalars } from './scalars.ts';
import { sumBeforeSpreading } from './spread.ts';
import { standardOperators } from './standard.ts';
import { turnInSteps } from './turns.ts';
import { splitInSteps } from './wide-splits.ts';
import { multiplyLess } from './winograd.ts';

export { lowerColumns } from './columns.ts';
export { distinctOutputs } from './outputs.ts';
export type { Pass } from './rewrite.ts';
export { splitInSteps } from './wide-splits.ts';

/** Passes that make room for each other, run in rounds until none of them changes anything. */
const algebra: readonly Pass[] = [
  simplify,
  foldBroadcasts,
  foldConstants,
  dropLeadingAxes,
  sinkTransposes,
  absorbTransposes,
  swapAroundPools,
  gatherFactors,
  mergeDuplicates,
];

/** Columns as ONNX's operators; the products that read gathered ones read them transposed instead of having them turned. */
const writeColumns: Pass = (outputs) => absorbTransposes(simplify(lowerColumns(outputs)));

/** Passes that bring in ONNX Runtime's larger operators, after which there is no algebra to see any more. */
const lower: readonly Pass[] = [
  fuseMasks,
  poolBeforeRelu,
  sumBeforeSpreading,
  poolByHalves,
  fuseAffine,
  fuseConvBias,
  blockConvolutions,
  flipTransposed,
  writeColumns,
  turnNarrowProducts,
  turnInSteps,
  alignScalars,
];

const ROUNDS = 12;

/** Every pass that helps on a device: those that bring in larger operators know the CPU's only. */
export const passesFor = (device: Device): Pass => (device === 'cpu' ? optimize : optimizeAnywhere);

/**
 * The passes that any provider gains from. (WebGPU's has no batch norm in training, and leaves unpooling and fused
 * convolutions with an added input to the CPU.)
 */
const optimizeAnywhere: Pass = (outputs) =>
  splitInSteps(writeColumns(fuseConvBias(settle(sharePooling(settle(outputs))))));

/** Runs every pass. */
const optimize: Pass = (outputs) => {
  const plain = gatherGradient(shareColumns(multiplyLess(sharePooling(settle(outputs)))));
  const simple = settle(putPairsLast(putFeaturesFirst(settle(plain))));
  return lower.reduce((values, pass) => pass(values), settle(fuseBatchNorm(simple)));
};

/** Rounds of algebra, until every pass in turn has found nothing to do. */
const settle: Pass = (outputs) => {
  let values = outputs;
  let idle = 0;
  for (let turn = 0; turn < ROUNDS * algebra.length && idle < algebra.length; turn++) {
    const before = values;
    values = (algebra[turn % algebra.length] as Pass)(values);
    idle = values.every((value: Value, i) => value === before[i]) ? idle + 1 : 0;
  }
  return values;
};

/** The passes whose results every ONNX runtime understands. */
export const simplifyForExport: Pass = (outputs) => standardOperators(settle(outputs));
