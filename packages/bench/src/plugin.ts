import { definePlugin } from '@mimmx/core';
import { protocolKind } from './comparison/protocol.ts';
import { convolutions } from './encoders/convolutions.ts';
import { mlp } from './encoders/mlp.ts';
import { biasedMnist } from './mnist/biased-mnist.ts';
import { coloredMnist } from './mnist/colored-mnist.ts';
import { domainbedColoredMnist } from './mnist/domainbed-colored-mnist.ts';
import { irmColoredMnist } from './mnist/irm-colored-mnist.ts';
import { judgedDigits } from './mnist/judged-digits.ts';
import { multiColorMnist } from './mnist/multi-color-mnist.ts';
import * as protocols from './protocols/index.ts';

/** Protocols of method comparisons, with the data sets and encoders that they name. */
export const plugin = definePlugin({
  name: '@mimmx/bench',
  kinds: [protocolKind],
  provides: [
    coloredMnist,
    multiColorMnist,
    irmColoredMnist,
    domainbedColoredMnist,
    biasedMnist,
    judgedDigits,
    mlp,
    convolutions,
    ...Object.values(protocols).sort((a, b) => (a.name < b.name ? -1 : 1)),
  ],
});
