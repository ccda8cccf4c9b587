import { memoryTrials } from '../../src/trial/memory-store.ts';
import { checkStore } from './store-checks.ts';

checkStore('memory', async () => memoryTrials());
