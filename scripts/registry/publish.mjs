// Publishes tarballs with npm, a few at a time.
import { call } from './stranger.mjs';

/**
 * @param registry address; npm's own setting if absent
 * @param userconfig npmrc with the right to publish; the user's own if absent
 * @param more further options of npm publish
 * @throws for the first that is refused
 */
export async function publish(tarballs, { cwd, registry, userconfig, more = [] }) {
  const waiting = [...tarballs];
  const options = [
    '--loglevel=error',
    ...(registry ? ['--registry', registry] : []),
    ...(userconfig ? ['--userconfig', userconfig] : []),
    ...more,
  ];
  const worker = async () => {
    for (let tarball = waiting.shift(); tarball; tarball = waiting.shift()) {
      const { status, stderr } = await call('npm', ['publish', tarball, ...options], {
        cwd,
        env: process.env,
      });
      if (status !== 0) throw new Error(`npm publish ${tarball}: ${stderr}`);
    }
  };
  await Promise.all(Array.from({ length: 3 }, worker));
}
