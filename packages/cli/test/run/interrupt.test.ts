import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const script = `
  import { prepareInterrupts } from ${JSON.stringify(fileURLToPath(new URL('../../src/run/interrupt.ts', import.meta.url)))};
  const interruption = prepareInterrupts();
  interruption.listen();
  interruption.signal.addEventListener('abort', () => console.log('asked', interruption.status));
  setInterval(() => {}, 1000);
  console.log('ready');
`;

it.each(['SIGINT', 'SIGTERM'] as const)(
  'asks to stop at the first %s and dies of the second',
  async (name) => {
    const conditions = ['--conditions=@mimmx/source', '--input-type=module'];
    const child = spawn(process.execPath, [...conditions, '--eval', script], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const said = async () => String((await once(child.stdout, 'data'))[0]).trim();
    expect(await said()).toBe('ready');
    child.kill(name);
    expect(await said()).toBe(`asked ${name === 'SIGINT' ? 130 : 143}`);
    child.kill(name);
    const [code, signal] = await once(child, 'exit');
    expect({ code, signal }).toEqual({ code: null, signal: name });
  },
);

it.each(['', 'interruption.release();'])(
  'a signal ends the process at once where nothing is to be saved (%s)',
  async (more) => {
    const conditions = ['--conditions=@mimmx/source', '--input-type=module'];
    // In the middle of a long computation, too.
    const busy = 'console.log("busy"); for (;;) {}';
    const deaf = script.replace(
      'interruption.listen();',
      more === '' ? '' : `interruption.listen(); ${more}`,
    );
    const child = spawn(
      process.execPath,
      [...conditions, '--eval', deaf.replace("console.log('ready');", busy)],
      {
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    );
    await once(child.stdout, 'data');
    child.kill('SIGINT');
    expect(await once(child, 'exit')).toEqual([null, 'SIGINT']);
  },
);
