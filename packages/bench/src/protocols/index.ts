export { biasedMnistProtocol } from './biased-mnist.ts';
export { digitsProtocol } from './digits.ts';
export { domainbedColoredMnistProtocol } from './domainbed-colored-mnist.ts';
export { irmColoredMnistProtocol } from './irm-colored-mnist.ts';
export { lffColoredMnistProtocol } from './lff-colored-mnist.ts';
export { morphoMnistProtocol } from './morpho-mnist.ts';
export { multiColorMnistProtocol } from './multi-color-mnist.ts';
export { berensProtocol, medfairProtocol, subpopbenchProtocol } from './own-data.ts';
