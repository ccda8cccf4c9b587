import { createHash } from 'node:crypto';
import type { InferenceSession } from 'onnxruntime-common';
import { openSession } from './open.ts';
import { settings } from './settings.ts';

/** How many sessions stay open for graphs that ran without `compile`. */
const LIMIT = 128;

const sessions = new Map<string, InferenceSession>();

/** The session of a model, by content. The least recently used one is released when there are too many. */
export const cachedSession = async (
  model: Uint8Array<ArrayBuffer>,
  onCpu: readonly string[] = [],
): Promise<InferenceSession> => {
  const { device, threads } = settings();
  const key = `${device}/${threads}/${createHash('sha1').update(model).digest('base64')}`;
  const known = sessions.get(key);
  if (known) {
    sessions.delete(key);
    sessions.set(key, known);
    return known;
  }
  const session = await openSession(model, { optimize: false, onCpu });
  sessions.set(key, session);
  if (sessions.size > LIMIT) {
    const [oldest, victim] = sessions.entries().next().value as [string, InferenceSession];
    sessions.delete(oldest);
    await victim.release();
  }
  return session;
};

/** Number of sessions held open. */
export const openSessions = (): number => sessions.size;

/** Releases every cached session. */
export const releaseSessions = async (): Promise<void> => {
  const all = [...sessions.values()];
  sessions.clear();
  for (const session of all) await session.release();
};
