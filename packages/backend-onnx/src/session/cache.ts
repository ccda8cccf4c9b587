import type { InferenceSession } from 'onnxruntime-common';
import { equalBytes } from '../graph/index.ts';
import { openSession } from './open.ts';
import { settings } from './settings.ts';

/** How many sessions stay open for graphs that ran without `compile`. */
const LIMIT = 128;

interface Entry {
  readonly model: Uint8Array;
  readonly session: InferenceSession;
}

/** By place in the order of use; models of equal hash are told apart by their bytes. */
const sessions = new Map<string, Entry>();

/** The session of a model, by content. The least recently used one is released when there are too many. */
export const cachedSession = async (
  model: Uint8Array<ArrayBuffer>,
  onCpu: readonly string[] = [],
): Promise<InferenceSession> => {
  const { device, threads } = settings();
  const key = keyOf(`${device}/${threads}`, model);
  const known = sessions.get(key);
  if (known) {
    sessions.delete(key);
    sessions.set(key, known);
    return known.session;
  }
  const session = await openSession(model, { optimize: false, onCpu });
  sessions.set(key, { model, session });
  if (sessions.size > LIMIT) {
    const [oldest, victim] = sessions.entries().next().value as [string, Entry];
    sessions.delete(oldest);
    await victim.session.release();
  }
  return session;
};

/** The key under which a model lies, or may be put: two of one hash have different numbers in it. */
const keyOf = (place: string, model: Uint8Array): string => {
  const name = `${place}/${model.length}/${hash(model)}`;
  for (let number = 0; ; number++) {
    const key = `${name}/${number}`;
    const entry = sessions.get(key);
    if (!entry || equalBytes(entry.model, model)) return key;
  }
};

/** FNV-1a, 32 bits. */
const hash = (bytes: Uint8Array): number => {
  let state = 0x811c9dc5;
  for (let i = 0; i < bytes.length; i++) state = Math.imul(state ^ (bytes[i] as number), 0x01000193);
  return state >>> 0;
};

/** Number of sessions held open. */
export const openSessions = (): number => sessions.size;

/** Releases every cached session. */
export const releaseSessions = async (): Promise<void> => {
  const all = [...sessions.values()].map(({ session }) => session);
  sessions.clear();
  for (const session of all) await session.release();
};
