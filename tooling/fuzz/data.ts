/**
 * Tries the readers of files on what nobody made for them:
 *
 *     npm run fuzz:data -- --seed 1 --count 2000            # against pydicom, nibabel, pandas and openpyxl, where they are installed
 *     npm run fuzz:data -- mutants --seed 1 --count 500000  # damaged files, each found again by its number
 *     npm run fuzz:data -- keep --seed 1 --input 1234       # writes one of them to be looked at
 *
 * `--only dicom|nifti|table|workbook|raster` takes one kind of file. The status is 1 if anything differed or went wrong.
 */
import { parseArgs } from 'node:util';
import { keepInput, readMutants } from './mutants.ts';

import { peers } from './peers.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '2000' },
    from: { type: 'string', default: '0' },
    input: { type: 'string' },
    only: { type: 'string' },
  },
});
const [seed, count, from] = [values.seed, values.count, values.from].map(Number) as [number, number, number];
const only = values.only ?? null;
const [task = 'peers'] = positionals;

if (task === 'keep') {
  console.log(await keepInput(seed, Number(values.input), only, 'fuzz-inputs'));
} else if (task === 'mutants') {
  let told = 0;
  const began = Date.now();
  const { read, refused, cut, peak, findings } = await readMutants({
    seed,
    count,
    from,
    only,
    onProgress(done) {
      if (done < told + 10_000) return;
      told = done - (done % 10_000);
      console.log(`${told} of ${count}, ${Math.round((Date.now() - began) / 1000)} s`);
    },
    onFinding({ input, target, what }) {
      console.log(`input ${input}${target && ` (${target})`}: ${what}`);
    },
  });
  console.log(
    `${read + refused} damaged files (seed ${seed}, from ${from}): ${read} read, ${refused} refused, of ${cut} cut ones all but the findings; ` +
      `${findings.length} findings; at most ${Math.round(peak)} MB; ${Math.round((Date.now() - began) / 1000)} s`,
  );
  if (findings.length > 0) process.exitCode = 1;
} else {
  for (const peer of peers) {
    if (only !== null && peer.name !== only) continue;
    const result = await peer.compare(seed, Math.ceil(count * peer.share));
    console.log(`${peer.name}: ${result.said}`);
    for (const line of result.differences) console.log(`  ${line}`);
    if (result.differences.length > 0) process.exitCode = 1;
  }
}
