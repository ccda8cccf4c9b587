import { brNet, cdann, cfair, dann, laftr, lnl } from '../src/index.ts';
import { conforms, cpuBackend } from './kit.ts';

const backend = await cpuBackend();
const small = { adversaryHidden: [8] };

conforms(dann, backend, { options: { ...small, lambda: 0.1, adversarySteps: 2 } });
conforms(cdann, backend, { options: { ...small, lambda: 0.1 } });
conforms(lnl, backend, { options: small });
conforms(brNet, backend, { options: { ...small, controls: 0 } });
conforms(cfair, backend, { options: small });
conforms(laftr, backend, { options: { ...small, gamma: 0.1 } });
