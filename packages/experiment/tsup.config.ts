import { library } from '../../tooling/tsup.ts';

export default library({
  index: 'src/index.ts',
  node: 'src/node/index.ts',
  testkit: 'src/testkit/index.ts',
});
