import { cnc, jtt, lff, rebias } from '../src/index.ts';
import { conforms, cpuBackend } from './kit.ts';

const backend = await cpuBackend();

conforms(lff, backend, { updates: 60 });
conforms(jtt, backend, { options: { firstShare: 0.2 }, updates: 50 });
conforms(cnc, backend, { options: { firstShare: 0.2 }, updates: 50 });
conforms(rebias, backend);
