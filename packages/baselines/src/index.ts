import { definePlugin } from '@mimmx/core';
import { brNet } from './adversarial/br-net.ts';
import { cdann } from './adversarial/cdann.ts';
import { cfair } from './adversarial/cfair.ts';
import { dann } from './adversarial/dann.ts';
import { laftr } from './adversarial/laftr.ts';
import { lnl } from './adversarial/lnl.ts';
import { erm } from './erm.ts';
import { lff } from './failure/lff.ts';
import { groupBalanced } from './group-balanced.ts';
import { multiTask } from './multi-task.ts';
import { mdn } from './normalisation/mdn.ts';
import { oracle } from './oracle.ts';
import { overlapBalanced } from './overlap-balanced.ts';
import { rebias } from './second-network/rebias.ts';
import { afr } from './two-stage/afr.ts';
import { cnc } from './two-stage/cnc.ts';
import { crt } from './two-stage/crt.ts';
import { dfr } from './two-stage/dfr.ts';
import { jtt } from './two-stage/jtt.ts';

export { brNet } from './adversarial/br-net.ts';
export { cdann } from './adversarial/cdann.ts';
export { cfair } from './adversarial/cfair.ts';
export { dann } from './adversarial/dann.ts';
export { laftr } from './adversarial/laftr.ts';
export { lnl } from './adversarial/lnl.ts';
export { erm } from './erm.ts';
export { lff } from './failure/lff.ts';
export { groupBalanced } from './group-balanced.ts';
export { multiTask } from './multi-task.ts';
export { mdn } from './normalisation/mdn.ts';
export { oracle } from './oracle.ts';
export { overlapBalanced } from './overlap-balanced.ts';
export { rebias } from './second-network/rebias.ts';
export { afr } from './two-stage/afr.ts';
export { cnc } from './two-stage/cnc.ts';
export { crt } from './two-stage/crt.ts';
export { dfr } from './two-stage/dfr.ts';
export { jtt } from './two-stage/jtt.ts';

/** Every baseline of this package. */
export const plugin = definePlugin({
  name: '@mimmx/baselines',
  provides: [
    afr,
    brNet,
    cdann,
    cfair,
    cnc,
    crt,
    dann,
    dfr,
    erm,
    groupBalanced,
    jtt,
    laftr,
    lff,
    lnl,
    mdn,
    multiTask,
    oracle,
    overlapBalanced,
    rebias,
  ],
});
