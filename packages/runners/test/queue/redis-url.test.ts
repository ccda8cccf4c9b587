import { describe, expect, test } from 'vitest';
import { warningsOf } from '../../src/queue/connect.ts';
import { isPublic, parseRedis } from '../../src/queue/index.ts';
import { jobId, pieceOf } from '../../src/queue/job.ts';
import { refuseOpen } from '../../src/queue/redis-url.ts';

describe('the place of Redis', () => {
  test('is shown without its password', () => {
    const { shown, host, hasPassword } = parseRedis('rediss://lab:se%40cret@[fd00::1]:7000/2');
    expect({ shown, host, hasPassword }).toEqual({
      shown: 'rediss://[fd00::1]:7000/2',
      host: 'fd00::1',
      hasPassword: true,
    });
    expect(() => parseRedis('http://:secret@x')).toThrow(
      /^E_QUEUE_URL: "http:\/\/:…@x" is no place of Redis/,
    );
    expect(() => parseRedis('lab1')).toThrow(/^E_QUEUE_URL/);
  });

  test('addresses that the world reaches', () => {
    for (const one of [
      '127.0.0.1',
      '10.1.2.3',
      '172.31.0.1',
      '192.168.1.1',
      '100.64.0.1',
      '::1',
      'fd12::1',
      'fe80::1',
      '::ffff:10.0.0.1',
    ])
      expect([one, isPublic(one)]).toEqual([one, false]);
    for (const one of ['8.8.8.8', '172.32.0.1', '192.169.0.1', '2001:db8::1', '::ffff:8.8.8.8'])
      expect([one, isPublic(one)]).toEqual([one, true]);
  });

  test('a public one without a password is refused', async () => {
    await expect(refuseOpen(parseRedis('redis://8.8.8.8'))).rejects.toThrow(
      /^E_QUEUE_OPEN: redis:\/\/8.8.8.8 is a public address \(8.8.8.8\) and has no password/,
    );
    await refuseOpen(parseRedis('redis://:x@8.8.8.8'));
    await refuseOpen(parseRedis('redis://127.0.0.1'));
  });

  test('a Redis that forgets is warned of', () => {
    const place = parseRedis('redis://127.0.0.1');
    expect(warningsOf('aof_enabled:1\r\nmaxmemory_policy:noeviction\r\n', place)).toEqual([]);
    expect(warningsOf('aof_enabled:0\r\nmaxmemory_policy:allkeys-lru\r\n', place)).toEqual([
      expect.stringMatching(/keeps no append-only file/),
      expect.stringMatching(/maxmemory-policy allkeys-lru/),
    ]);
  });
});

test('two sweeps with a piece in common have two jobs, and each knows its own', () => {
  const [a, b] = [jobId('/a', 'p'), jobId('/b', 'p')];
  expect(a).not.toBe(b);
  expect(a).not.toMatch(/:|^\d+$/);
  expect([pieceOf('/a', a), pieceOf('/a', b)]).toEqual(['p', undefined]);
});
