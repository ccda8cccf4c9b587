import { library } from '../../tooling/tsup.ts';

export default library({ index: 'src/index.ts', 'estimator-worker': 'src/estimators/run/worker.ts' });
