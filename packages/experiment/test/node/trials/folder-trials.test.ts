import { folderTrials } from '../../../src/node/trials/index.ts';
import { checkStore } from '../../trial/store-checks.ts';
import { temporaryFolder } from '../temporary-folder.ts';

checkStore('folder', async () => folderTrials(await temporaryFolder()));
