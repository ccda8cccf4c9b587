import { definePlugin } from '@mimmx/core';
import { protocolKind } from './comparison/protocol.ts';
import { mlp } from './encoders/mlp.ts';
import { coloredMnist } from './mnist/colored-mnist.ts';
import { irmColoredMnist } from './mnist/irm-colored-mnist.ts';
import { multiColorMnist } from './mnist/multi-color-mnist.ts';
import { irmColoredMnistProtocol } from './protocols/irm-colored-mnist.ts';
import { lffColoredMnistProtocol } from './protocols/lff-colored-mnist.ts';
import { multiColorMnistProtocol } from './protocols/multi-color-mnist.ts';

/** Protocols of method comparisons, with the data sets and encoders that they name. */
export const plugin = definePlugin({
  name: '@mimmx/bench',
  kinds: [protocolKind],
  provides: [
    coloredMnist,
    multiColorMnist,
    irmColoredMnist,
    mlp,
    lffColoredMnistProtocol,
    multiColorMnistProtocol,
    irmColoredMnistProtocol,
  ],
});
