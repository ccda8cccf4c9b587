export { type QueueOptions, queueOptions } from './options.ts';
export { queue } from './queue.ts';
export { isPublic, parseRedis } from './redis-url.ts';
export { runWorker, type WorkerSetting } from './worker.ts';
