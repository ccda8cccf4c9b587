import { library } from '../../tooling/tsup.ts';

export default library({
  index: 'src/index.ts',
  files: 'src/files/index.ts',
  pixels: 'src/files/pixels.ts',
  'decode-worker': 'src/files/pool/worker.ts',
  'parquet-worker': 'src/files/table/parquet-worker.ts',
});
