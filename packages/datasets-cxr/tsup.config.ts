import { library } from '../../tooling/tsup.ts';

export default library({
  index: 'src/index.ts',
  'xray-decoder': 'src/decode/decoder.ts',
  decode: 'src/decode/index.ts',
});
