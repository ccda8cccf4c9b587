import { parentPort, workerData } from 'node:worker_threads';
import type { Reserve } from '../decoder.ts';
import { machineCode } from '../machine-trouble.ts';
import type { Answer, ReadingJob, ThreadData } from './job.ts';
import { SharedMemory } from './shared-memory.ts';

type Work = (path: string, options: unknown, reserve: Reserve) => unknown;

const { thread, memory: buffer, total } = workerData as ThreadData;
const memory = new SharedMemory(buffer, total);
const reserve: Reserve = async (bytes) => memory.take(thread, bytes);

const modules = new Map<string, Promise<Record<string, unknown>>>();

const load = (url: string): Promise<Record<string, unknown>> => {
  const known = modules.get(url) ?? (import(url) as Promise<Record<string, unknown>>);
  modules.set(url, known);
  return known;
};

/** Buffers that may be handed over instead of copied: those that a result owns whole. */
function owned(value: unknown): ArrayBuffer[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap((part) =>
    ArrayBuffer.isView(part) &&
    part.buffer instanceof ArrayBuffer &&
    part.byteLength === part.buffer.byteLength
      ? [part.buffer]
      : [],
  );
}

const port = parentPort;
port?.on('message', async (job: ReadingJob) => {
  const start = performance.now();
  let answer: Answer;
  let transfer: ArrayBuffer[] = [];
  try {
    const work = (await load(job.module))[job.name];
    if (typeof work !== 'function') throw new Error(`${job.module} exports no function "${job.name}"`);
    const value = await (work as Work)(job.path, job.options, reserve);
    transfer = owned(value);
    answer = { id: job.id, value, milliseconds: performance.now() - start };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    answer = {
      id: job.id,
      reason: reason.split('\n')[0]!.slice(0, 300),
      machine: machineCode(error),
      milliseconds: performance.now() - start,
    };
  }
  memory.giveBack(thread);
  port.postMessage(answer, transfer);
});
