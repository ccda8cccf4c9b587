import type { ServerResponse } from 'node:http';
import type { Board } from './board.ts';

/** Milliseconds between two looks at least; a look that takes long is followed by a longer rest. */
const REST = 1000;

/** Sends the parts of a page as they change, until the browser goes away. */
export async function sendEvents(board: Board, address: URL, response: ServerResponse): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  const sent = new Map<string, string>();
  let open = true;
  let wake = () => {};
  response.on('close', () => {
    open = false;
    wake();
  });
  const send = (event: string, data: unknown) =>
    response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  while (open) {
    const began = performance.now();
    try {
      const page = await board.page(address);
      for (const [id, part] of Object.entries(page?.parts ?? {})) {
        if (sent.get(id) === part.text) continue;
        sent.set(id, part.text);
        send('part', { id, html: part.text });
      }
      if (!page) send('said', 'This run is no longer there.');
      else response.write(': alive\n\n');
    } catch (error) {
      send('said', error instanceof Error ? error.message : String(error));
    }
    const rest = Math.max(REST, 4 * (performance.now() - began));
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, rest);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
      if (!open) wake();
    });
  }
}
