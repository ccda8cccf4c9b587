// Puts and reads back 100 images, as one of several processes on the same folder.
import { createHash } from 'node:crypto';
import { openImageCache } from '../../../src/files/cache/image-cache.ts';

const [folder, from] = process.argv.slice(2);
const cache = openImageCache({ folder: folder!, shardBytes: 2000 }, 'v1', {});
const key = (i: number) => createHash('sha256').update(String(i)).digest().subarray(0, 16);
let wrong = 0;
for (let i = Number(from); i < Number(from) + 100; i++) {
  const found = cache.get(key(i));
  if (found && found.pixels[0] !== i) wrong++;
  cache.put(key(i), { pixels: new Uint8Array(64).fill(i), shape: [64, 1] });
  if (i % 10 === 0) await cache.flush();
}
await cache.close();
process.stdout.write(`wrong ${wrong} damaged ${cache.damaged} stopped ${cache.stopped}`);
